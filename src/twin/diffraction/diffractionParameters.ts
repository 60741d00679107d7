import { known, placeholder, type ValuesOf } from "../parameter.js";

/** Numbers of the diffraction camera and of the model behind it. */
export const diffractionParameters = {
  debyeWallerNm2: placeholder(0.005, "0.5 square angstroms for every atom: the order of magnitude at room temperature"),
  thicknessSpreadFraction: placeholder(
    0.15,
    "standard deviation of the thickness in the beam, over its mean: smooths the fringes",
  ),
  reflectionReachPerNm: known(60, "reflections beyond 6 per angstrom are too weak for the pattern"),
  leastSpotFraction: known(1e-6, "weaker beams get less than one electron of a million"),
  pointSpreadPx: placeholder(0.6, "standard deviation of the point spread of a camera with a scintillator"),
  diffusePathNm: placeholder(150, "mean free path of diffuse and inelastic scattering at 200 kV, order of magnitude"),
  opaqueNm: placeholder(
    5000,
    "what is left of the pattern of a thickness t is exp(-(t / this)^2): a bar of the grid is black",
  ),
  diffuseMrad: placeholder(14, "half width of the diffuse scattering at 200 kV; goes with the wavelength"),
  kikuchiPathNm: placeholder(
    60,
    "thickness at which the bands have reached 63 % of their contrast, order of magnitude",
  ),
  kikuchiContrastFraction: placeholder(0.9, "contrast of the strongest band in a thick crystal"),
  kikuchiLineMrad: placeholder(0.7, "half width of a Kikuchi line"),
  kikuchiBands: known(60, "number of bands that are drawn, the strongest first"),
  packingFraction: placeholder(0.46, "of atoms as hard spheres in an amorphous material, close to that of liquids"),
} as const;

/** Values of the diffraction parameters by name. */
export type DiffractionValues = ValuesOf<typeof diffractionParameters>;
