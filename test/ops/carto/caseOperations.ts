import { electronWavelengthNm } from "../../../src/core/electronWavelength.js";
import { apply, determinant, type Matrix3 } from "../../../src/core/matrix3.js";
import { scaled, type Vec3 } from "../../../src/core/vector3.js";
import { edgeOnFromWidths, tiltToEdgeOnDeg } from "../../../src/ops/carto/edgeOnFromWidths.js";
import * as feature from "../../../src/ops/carto/feature.js";
import { boundaryCharacter, misorientation } from "../../../src/ops/carto/misorientation.js";
import { montageCount } from "../../../src/ops/carto/montageCount.js";
import { nearestOnBand } from "../../../src/ops/carto/nearestOnBand.js";
import { orientationFromPole } from "../../../src/ops/carto/orientationFromPole.js";
import { planeAlong } from "../../../src/ops/carto/planeIndices.js";
import { discOf } from "../../../src/ops/carto/projection.js";
import { orientationFromReadings } from "../../../src/ops/carto/readings.js";
import { reloadedTilt } from "../../../src/ops/carto/reload.js";
import { smallAngleTilt } from "../../../src/ops/carto/smallAngleTilt.js";
import { betaLimitDeg, isReachable, limitFraction, type StageLimit } from "../../../src/ops/carto/stageLimit.js";
import { takeOffDeg } from "../../../src/ops/carto/takeOff.js";
import { beamOfTilt, type Tilt, tiltDistanceDeg, tiltOfZone } from "../../../src/ops/carto/tilt.js";
import { greatCircle } from "../../../src/ops/carto/tiltPath.js";
import { tiltRotateSolutions } from "../../../src/ops/carto/tiltRotate.js";
import { tiltSeries } from "../../../src/ops/carto/tiltSeries.js";
import { zoneAt, zoneReach, zonesOf } from "../../../src/ops/carto/zones.js";
import { directionOfFour, fourOfDirection, planeOfFour } from "../../../src/ops/crystal/fourIndices.js";
import { integerDirection } from "../../../src/ops/crystal/integerDirection.js";
import { directionVector, latticeOf, planeVector, reciprocalCell } from "../../../src/ops/crystal/lattice.js";
import { type Phase, phaseOf } from "../../../src/ops/crystal/phase.js";
import { normalOfPlane, zoneAxisOf } from "../../../src/ops/crystal/planeNormal.js";
import { equivalentDirections, type PointGroup } from "../../../src/ops/crystal/pointGroup.js";
import { type Centring, isReflection } from "../../../src/ops/crystal/reflections.js";
import { braggDeg, dSpacingNm, millerAngleDeg } from "../../../src/ops/crystal/spacing.js";

/** The inputs of a case, as the file has them. */
// biome-ignore lint/suspicious/noExplicitAny: each operation knows its own inputs, and a missing one makes its case fail
export type CaseInputs = any;

const tilt = ({ alphaDeg, betaDeg }: CaseInputs): Tilt => ({ alphaDeg, betaDeg });
const trace = (i: CaseInputs): feature.Trace => ({ at: tilt(i), thetaDeg: i.thetaDeg });
const modeOf = (mode: string) => (mode === "parallel" ? ("along" as const) : ("against" as const));
const limitOf = ({ aDeg, bDeg, r }: CaseInputs): StageLimit => ({
  kind: "superellipse",
  alphaDeg: aDeg,
  betaDeg: bDeg,
  exponent: r,
});

/** The file's lengths are angstroms. */
function phaseIn(i: CaseInputs, pointGroup?: PointGroup): Phase {
  const { a, b, c, alpha, beta, gamma } = i.cell ?? { a: 1, b: 1, c: 1, alpha: 90, beta: 90, gamma: 90 };
  const cell = { aNm: a / 10, bNm: b / 10, cNm: c / 10, alphaDeg: alpha, betaDeg: beta, gammaDeg: gamma };
  return phaseOf({ name: "case", cell, ...(pointGroup ? { pointGroup } : {}) });
}

const direction = (indices: Vec3) => ({ kind: "direction" as const, indices });
const plane = (indices: Vec3) => ({ kind: "plane" as const, indices });

function poleOrientation(i: CaseInputs): { phase: Phase; orientation: Matrix3 } {
  const phase = phaseIn(i);
  const pole = directionVector(phase.lattice, i.knownPole);
  return { phase, orientation: orientationFromPole(pole, tilt(i), i.phiCDeg) };
}

function readingsOrientation(i: CaseInputs) {
  const phase = phaseIn(i);
  const readings = i.readings.map(({ uvw, alphaDeg, betaDeg }: CaseInputs) => ({ uvw, at: { alphaDeg, betaDeg } }));
  const options = i.toleranceDeg === undefined ? {} : { toleranceDeg: i.toleranceDeg };
  return { phase, ...orientationFromReadings(phase, readings, options) };
}

function pointed(i: CaseInputs): Vec3 {
  return i.vector ?? directionVector(phaseIn(i).lattice, i.uvw);
}

function normalInHolder(i: CaseInputs): Vec3 {
  const { phase, orientation } = poleOrientation(i);
  const n = apply(orientation, planeVector(phase.lattice, i.hkl));
  return scaled(n, 1 / Math.hypot(...n));
}

/** The operations of the file by their names, each as a call of ours; angles and lengths in the units of the file. */
export const caseOperations: Readonly<Record<string, (inputs: CaseInputs) => Record<string, unknown>>> = {
  "lattice.create": (i) => ({ ...phaseIn(i).lattice.cell }),
  "lattice.angleDirections": (i) => ({
    angleDeg: millerAngleDeg(phaseIn(i).lattice, direction(i.uvw1), direction(i.uvw2)),
  }),
  "lattice.anglePlanes": (i) => ({ angleDeg: millerAngleDeg(phaseIn(i).lattice, plane(i.hkl1), plane(i.hkl2)) }),
  "lattice.anglePlaneDirection": (i) => ({
    angleNormalToDirectionDeg: millerAngleDeg(phaseIn(i).lattice, plane(i.hkl), direction(i.uvw)),
  }),
  "lattice.dSpacing": (i) => ({ dAngstrom: dSpacingNm(phaseIn(i).lattice, i.hkl) * 10 }),
  "lattice.metricTensor": (i) => ({ G: phaseIn(i).lattice.metric.map((row) => row.map((value) => value * 100)) }),
  "lattice.planeNormal": (i) => {
    const { lattice } = phaseIn(i);
    const { indices, real } = normalOfPlane(lattice, i.hkl);
    return { uvw: indices, uvwReal: real, cartesianDirection: integerDirection(planeVector(lattice, i.hkl)).indices };
  },
  "lattice.reciprocal": (i) => {
    const { lattice } = phaseIn(i);
    const star = reciprocalCell(lattice);
    return {
      aStar: star.aPerNm / 10,
      bStar: star.bPerNm / 10,
      cStar: star.cPerNm / 10,
      alphaStarDeg: star.alphaDeg,
      betaStarDeg: star.betaDeg,
      gammaStarDeg: star.gammaDeg,
      volume: lattice.volumeNm3 * 1000,
    };
  },
  "lattice.toCartesian": (i) => {
    const { cell } = phaseIn(i).lattice;
    const v = directionVector(latticeOf(cell, i.frame), i.uvw);
    return { xyz: i.scale === "z=1" ? scaled(v, 1 / v[2]) : scaled(v, 10) };
  },
  "miller.uvwToUvtw": (i) => ({ uvtw: fourOfDirection(i.uvw) }),
  "miller.uvtwToUvw": (i) => ({ uvw: directionOfFour(i.uvtw) }),
  "miller.hkilToHkl": (i) => ({ hkl: planeOfFour(i.hkil) }),
  "miller.zoneAxis": (i) => ({ uvw: zoneAxisOf(i.hkl1, i.hkl2) }),
  "crystal.equivalents": (i) => ({
    count: equivalentDirections(i.uvw, phaseIn(i, i.pointGroup).rotations).length,
  }),
  "crystal.isAllowed": (i) => ({ allowed: isReflection(i.hkl, i.centering as Centring) }),
  "crystal.reachableZones": (i) => {
    const { phase, orientation } = poleOrientation(i);
    const reach = zoneReach(zonesOf(phase, i.maxIndex), orientation, limitOf(i.limit));
    const found = reach.filter((zone) => zone.isReachable);
    return { zones: found.map(({ uvw }) => uvw) };
  },
  "optics.wavelength": (i) => ({ angstrom: electronWavelengthNm(i.kV) * 10 }),
  "kikuchi.braggAngle": (i) => ({ braggDeg: braggDeg(phaseIn(i).lattice, i.hkl, i.kV) }),
  "kikuchi.edgePoint": (i) => ({
    ...nearestOnBand(normalInHolder(i), i.side * i.braggDeg, { alphaDeg: i.nearAlphaDeg, betaDeg: i.nearBetaDeg }),
  }),
  "orientation.tiltsForZone": (i) => {
    const { phase, orientation } = poleOrientation(i);
    return { ...tiltOfZone(apply(orientation, directionVector(phase.lattice, i.target))) };
  },
  "orientation.fromZones": (i) => {
    const { phase, orientation, angleMisfitDeg, residualsDeg } = readingsOrientation(i);
    const result: Record<string, unknown> = {
      mismatchDeg: angleMisfitDeg,
      residualsDeg,
      det: determinant(orientation),
    };
    if (i.predict) Object.assign(result, tiltOfZone(apply(orientation, directionVector(phase.lattice, i.predict))));
    if (i.predictFamily) {
      const near = { alphaDeg: i.nearAlphaDeg, betaDeg: i.nearBetaDeg };
      const offDeg = equivalentDirections(i.predictFamily, phase.rotations).map((uvw) =>
        tiltDistanceDeg(near, tiltOfZone(apply(orientation, directionVector(phase.lattice, uvw)))),
      );
      Object.assign(result, { found: true, maxDeviationDeg: Math.min(...offDeg) });
    }
    return result;
  },
  "orientation.zoneAt": (i) => {
    const { phase, orientation } = readingsOrientation(i);
    return { uvw: zoneAt(zonesOf(phase, i.maxIndex), orientation, tilt(i)).uvw };
  },
  "stage.angleBetween": (i) => ({ angleDeg: tiltDistanceDeg(i.from, i.to) }),
  "stage.beamInHolder": (i) => ({
    xyz: beamOfTilt({ alphaDeg: i.alphaDeg * (i.alphaSign ?? 1), betaDeg: i.betaDeg * (i.betaSign ?? 1) }),
  }),
  "stage.betaLimit": (i) => ({
    betaMaxDeg: betaLimitDeg(i.alphaDeg, { kind: "superellipse", alphaDeg: i.aDeg, betaDeg: i.bDeg, exponent: i.r }),
  }),
  "stage.path": (i) => ({ path: greatCircle(i.from, i.to, i.points) }),
  "stage.reachable": (i) => ({
    reachable: isReachable(tilt(i), limitOf(i.limit)),
    limitFraction: limitFraction(tilt(i), limitOf(i.limit)),
  }),
  "stage.reload": (i) => ({
    ...reloadedTilt(tilt(i), {
      epsilonDeg: i.epsilonDeg,
      isFlippedHorizontally: i.horizontalFlip,
      isFlippedVertically: i.verticalFlip,
    }),
  }),
  "stage.tiltRotate.solve": (i) => ({ solutions: tiltRotateSolutions(i.holderDirection) }),
  "feature.tilt": (i) => ({ ...feature.tiltFeature(trace(i), i.tiltDeg, modeOf(i.mode)) }),
  "feature.normalTilt": (i) => ({ ...tiltOfZone(feature.edgeOnNormal(trace(i))) }),
  "feature.traceAngleAt": (i) => {
    const vector = i.kind === "plane" ? feature.edgeOnNormal(trace(i)) : feature.traceDirection(trace(i));
    return { thetaDeg: feature.traceAngleDeg(i.kind, vector, { alphaDeg: i.atAlphaDeg, betaDeg: i.atBetaDeg }) };
  },
  "feature.traceAtBeta": (i) => ({ alphaDeg: feature.edgeOnAlphaDeg(feature.edgeOnNormal(trace(i)), i.atBetaDeg) }),
  "feature.edgeOnFromWidths": (i) => {
    const { candidates, needsThirdWidth, ...found } = edgeOnFromWidths({
      width1Nm: i.width1Nm,
      width2Nm: i.width2Nm,
      tiltDeg: i.tiltDeg,
    });
    return { ...found, needsThirdWidth, candidatesDeg: candidates.map(({ edgeTiltDeg }) => edgeTiltDeg) };
  },
  "feature.tiltToZero": (i) => ({ tiltDeg: tiltToEdgeOnDeg(i.widthNm, i.thicknessNm) }),
  "feature.nearestEdgeOn": (i) => {
    const normal = i.normalHolder ?? feature.edgeOnNormal(trace(i.edgeOnAt));
    const { at, tiltDeg } = feature.nearestEdgeOn(normal, i.current ?? { alphaDeg: 0, betaDeg: 0 });
    return { ...at, tiltDeg };
  },
  "tiltSeries.oblique": (i) => {
    const options = { anglesDeg: i.anglesDeg, mode: modeOf(i.mode), limit: limitOf(i.limit) };
    const steps = tiltSeries(trace(i), options);
    return { steps: steps.map((step) => ({ tiltDeg: step.seriesDeg, ...step.at, reachable: step.isReachable })) };
  },
  "unknown.traceIntersection": (i) => ({
    ...feature.edgeOnTogether(feature.edgeOnNormal(trace(i.a)), feature.edgeOnNormal(trace(i.b))),
  }),
  "kspace.smallAngle": (i) => ({ ...smallAngleTilt(i, i.pointPx) }),
  "montage.count": (i) => ({ ...montageCount(i.distance, i.imageSize, i.overlap) }),
  "detector.takeOffAngle": (i) => ({ takeOffDeg: takeOffDeg(tilt(i), i) }),
  "projection.stereographic": (i) => {
    const [x, y] = discOf(pointed(i), "stereographic");
    return { x, y };
  },
  "projection.equalArea": (i) => {
    const [x, y] = discOf(pointed(i), "equal-area");
    return { x, y };
  },
  "boundary.disorientation": (i) => ({ ...misorientation(i.orientationA, i.orientationB, groupPhase(i.pointGroup)) }),
  "boundary.character": (i) => ({
    ...boundaryCharacter(phaseIn(i).lattice, i.misorientationAxis, i.boundaryPlane),
  }),
  "boundary.planeIndices": (i) => {
    const { phase, orientation } = poleOrientation(i);
    return { hkl: planeAlong(phase.lattice, orientation, feature.edgeOnNormal(trace(i.edgeOn))).indices };
  },
  "boundary.edgeOnZones": (i) => {
    const { phase, orientation } = readingsOrientation(i);
    const normal = feature.edgeOnNormal(trace(i.edgeOn));
    const reach = zoneReach(zonesOf(phase, i.maxIndex), orientation, limitOf(i.limit));
    const found = reach.filter(
      (zone) => zone.isReachable && feature.nearestEdgeOn(normal, zone.at).tiltDeg <= i.toleranceDeg,
    );
    return { zones: found.map(({ uvw }) => uvw) };
  },
};

/** A cell that has the rotations of a group. */
function groupPhase(pointGroup: PointGroup): Phase {
  const isHexagonal = ["3", "32", "6", "622"].includes(pointGroup);
  return phaseOf({ name: "case", cell: { aNm: 1, gammaDeg: isHexagonal ? 120 : 90 }, pointGroup });
}
