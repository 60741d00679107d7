// The exports of kernels.wasm. Addresses and lengths come from src/numeric/wasmModule.ts, which owns the memory; nothing is allocated here.

export { separableRows } from "./blur";
export { fftColumns, fftRows } from "./complexFft";
export { realRowsForward, realRowsInverse } from "./realFft";
export { centreAndWindow, peakCandidates, planeMaximum, planeMean } from "./plane";
export { phaseProduct, rowSums } from "./spectrum";
