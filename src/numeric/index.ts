export { type ComplexPlane, type FftOptions, fft2, type HalfSpectrum, irfft2, rfft2 } from "./fft.js";
export { type GaussianBlurOptions, gaussianBlur } from "./gaussianBlur.js";
export { goodSize, isGoodSize } from "./goodSize.js";
export { type LocalMaximaOptions, localMaxima } from "./localMaxima.js";
export { releaseNumericMemory } from "./wasmModule.js";
