import type { Micrograph } from "../core/micrograph.js";
import { version } from "../core/version.js";
import type { OpenOptions } from "../io/format.js";
import { openFile } from "../io/openFile.js";
import { type Atoms, atoms } from "./atoms.js";
import { type Carto, carto } from "./carto/carto.js";
import { type Crystal, crystal } from "./crystal/crystal.js";
import { type Demo, demo } from "./demo.js";
import { type Acquire, acquire } from "./instrument/acquire.js";
import { type Beam, beam } from "./instrument/beam.js";
import { arm, connect, disconnect } from "./instrument/connection.js";
import type { ConnectionReport } from "./instrument/connectionReport.js";
import type { ConnectOptions } from "./instrument/connectOptions.js";
import { type Dose, dose } from "./instrument/dose.js";
import { type JournalPanel, journal } from "./instrument/journal.js";
import { type Stage, stage } from "./instrument/stage.js";
import { type TwinPanel, twin } from "./instrument/twinPanel.js";
import { type MicrographOptions, micrographOf } from "./micrographOf.js";
import { type Plot, plot } from "./plot/plot.js";
import { type Run, run } from "./run.js";
import { withSessionSignal } from "./session.js";
import { type Widgets, widgets } from "./widgets.js";

export { DiffractionPattern } from "../core/diffractionPattern.js";
export { EmError } from "../core/error.js";
export { GeometryError } from "../core/geometryError.js";
export { Micrograph } from "../core/micrograph.js";
export { Spectrum } from "../core/spectrum.js";
export { SpectrumImage } from "../core/spectrumImage.js";
export type { OpenOptions } from "../io/format.js";
export type { FindParams } from "../ops/atoms/atomsResult.js";
export type { VacancyParams } from "../ops/atoms/vacancies.js";
export type { TiltMapModel } from "../ops/carto/tiltMapModel.js";
export type { ImageLook } from "../widgets/image/imageLook.js";
export { ImageWidget } from "../widgets/image/imageWidget.js";
export { type LiveMontageLook, LiveMontageWidget } from "../widgets/liveMontage/liveMontageWidget.js";
export type { MontageProgress, MontageRun, MontageTile } from "../widgets/liveMontage/montageRun.js";
export type { ClassifyTile, TileClasses } from "../widgets/liveMontage/tileClasses.js";
export type { Segment, SegmentRequest, SegmentResult } from "../widgets/supportSet/segment.js";
export type { SupportSetChange, SupportSetValue } from "../widgets/supportSet/supportSetValue.js";
export { SupportSetWidget } from "../widgets/supportSet/supportSetWidget.js";
export { AtomMap } from "./atomMap.js";
export type { Atoms, FindOptions } from "./atoms.js";
export { bindSession } from "./bindSession.js";
export type { Carto } from "./carto/carto.js";
export type {
  FeatureOptions,
  GrainOptions,
  PoleOptions,
  ReadingOptions,
  TiltMapOptions,
} from "./carto/mapOptions.js";
export type { SeriesOptions as TiltSeriesOptions } from "./carto/seriesOptions.js";
export { SeriesTable } from "./carto/seriesTable.js";
export { ZoneTable } from "./carto/zoneTable.js";
export type { Crystal } from "./crystal/crystal.js";
export { CrystalPhase } from "./crystal/crystalPhase.js";
export type { PhaseOptions } from "./crystal/phaseOptions.js";
export type { DataFrame, GroupBy, Series, TableValue } from "./dataFrame.js";
export type { Demo, MxeneDemoOptions } from "./demo.js";
export type { Acquire, EelsMapOptions, EelsOptions, ImagesOptions, SeriesOptions } from "./instrument/acquire.js";
export type {
  DiffractionOptions,
  ScanOptions,
  SpectrumMapOptions,
  SpectrumOptions,
} from "./instrument/acquireOptions.js";
export { type AutoOptions, AutoResult, type Beam } from "./instrument/beam.js";
export { BeamReading } from "./instrument/beamReading.js";
export { ConnectionReport } from "./instrument/connectionReport.js";
export type { ConnectOptions } from "./instrument/connectOptions.js";
export { type Dose, type DoseMapOptions, DoseView } from "./instrument/dose.js";
export type { JournalPanel } from "./instrument/journal.js";
export { OpenedRunView } from "./instrument/openedRunView.js";
export { FrameSeries, RunningSeries } from "./instrument/series.js";
export type { Stage, StageMoveOptions } from "./instrument/stage.js";
export { StageLimitsTable } from "./instrument/stageLimitsTable.js";
export { StageReading } from "./instrument/stageReading.js";
export { TwinConfigTable, type TwinPanel } from "./instrument/twinPanel.js";
export { LatticeMap } from "./latticeMap.js";
export type { LiveMontageOptions } from "./liveMontageOptions.js";
export type { MicrographOptions } from "./micrographOf.js";
export type { MontageOptions } from "./montage/montageOptions.js";
export { type MontagePositions, MontageResult, type StitchOptions } from "./montage/montageResult.js";
export { RunningMontage } from "./montage/runningMontage.js";
export type { HistogramPlotOptions, HistogramSource } from "./plot/histogramPlot.js";
export type { MapGrid, MapPlotOptions } from "./plot/mapPlot.js";
export type { Plot } from "./plot/plot.js";
export { PlotFigure } from "./plot/plotFigure.js";
export type { PointSet } from "./plot/pointSets.js";
export type { ScatterPlotOptions } from "./plot/scatterPlot.js";
export type { SeriesSource } from "./plot/seriesColumns.js";
export type { SeriesPlotOptions } from "./plot/seriesPlot.js";
export type { SpectrumPlotOptions } from "./plot/spectrumPlot.js";
export type { Run } from "./run.js";
export { SimulatedFrame } from "./simulatedFrame.js";
export { VacancyMap } from "./vacancyMap.js";
export type { ImageWidgetOptions, SupportSetOptions, Widgets } from "./widgets.js";

/** The electron microscopy laboratory: what a notebook's cells see as `em`. */
export interface Em {
  /** The version of emlab, for example "0.1.0". */
  readonly version: string;

  /**
   * Opens an image file as a Micrograph: NPY, NPZ, TIFF, PNG, JPEG, HDF5 or EMD, told by its content and not by its ending.
   *
   * The values become Float32. The pixel size (nm) and other metadata are taken from the file where it has them.
   * A stack gives one frame, the first unless options.frame says otherwise; only that frame is read where the format allows it.
   *
   * Errors: BadFile when the file is missing, empty, cut short, damaged, of an unknown kind or too large for memory;
   * BadOption for a wrong option; Aborted when the cell is interrupted.
   * Cost: about 20 ms for 1024 x 1024 pixels, plus hashing the file (0.8 s per GB, up to 0.5 GB).
   *
   * @param path a file; relative paths start at the notebook's folder, "~" is your home folder
   * @param options pixelNm (nm), isCounts, frame (from 0), array (NPZ), dataset (HDF5), title, signal
   * @example
   * const haadf = await em.open("frame.npy", { pixelNm: 0.0195, isCounts: true });
   * haadf
   */
  open(path: string, options?: OpenOptions): Promise<Micrograph>;

  /**
   * Makes a Micrograph of values that a cell has computed, row after row. They are copied.
   *
   * Errors: BadShape for values that fill no rectangle, or that are said to be counts and are not; BadOption for a wrong option.
   * Cost: one copy.
   *
   * @param data widthPx times heightPx numbers
   * @param options widthPx (px), heightPx (as many rows as there are), pixelNm (nm, not known), isCounts (not known), title ("micrograph")
   * @example
   * const ramp = em.micrograph(Array.from({ length: 64 * 64 }, (_, i) => i % 64), { widthPx: 64, pixelNm: 0.1, title: "ramp" });
   * ramp
   */
  micrograph(data: ArrayLike<number>, options: MicrographOptions): Micrograph;

  /** Atoms and point defects of atomically resolved images: find, lattice, vacancies. */
  readonly atoms: Atoms;

  /** Crystals: phases by name or cell, their planes and directions. */
  readonly crystal: Crystal;

  /** Maps of tilts: orientations from readings, zones within reach, boundaries edge-on, series. It moves nothing. */
  readonly carto: Carto;

  /** Simulated frames with known truth: mxene. */
  readonly demo: Demo;

  /**
   * Connects to an instrument, in place of the one that is in use: a digital twin, a finished run that is played back, or a microscope.
   *
   * Without it the first use of em.stage, em.beam, em.acquire or em.dose connects to the default twin. A microscope that nobody has
   * armed in this session (em.arm) is replaced by the twin, so that a notebook that is run as a whole moves nothing in a laboratory.
   * Recordings are written to a folder of their own in "runs" beside the notebook.
   * Errors: BadOption for an address or an option that is not known; NotConnected; BadFile for a run that cannot be played back.
   * Cost: milliseconds for a twin.
   *
   * @param address "twin:mxene?seed=7", "twin:moo3?seed=3&speed=real", "replay:runs/2026-11-28-mxene"
   * @param options runs ("runs"), doseBudgetEPerA2 (none), limits, owner
   * @example
   * await em.connect("twin:mxene?seed=7", { doseBudgetEPerA2: 50_000 });
   */
  connect(address: string, options?: ConnectOptions): Promise<ConnectionReport>;

  /**
   * Lets this session move and expose a microscope: asks the person at the notebook to type its name. Then connect to it.
   *
   * Errors: NotArmed where nobody answers, or with another name; BadOption for what needs no arming.
   *
   * @example
   * try { await em.arm("twin:mxene") } catch (error) { console.log((error as Error).message) }
   */
  arm(address: string): Promise<void>;

  /**
   * Lets go of the instrument: the stage is stopped, the beam blanked, the run closed.
   *
   * @example
   * await em.disconnect();
   */
  disconnect(): Promise<void>;

  /** The stage of the connected instrument: position, moveTo, moveBy, measure, stop, home, limits. */
  readonly stage: Stage;

  /** The electron beam: state, set, blank, unblank, focus, stigmate. */
  readonly beam: Beam;

  /** Images, series, spectra and diffraction patterns of the connected instrument. */
  readonly acquire: Acquire;

  /** The dose that each place of the specimen has had, and its budget. */
  readonly dose: Dose;

  /** What was recorded: the run's folder, its last recording, remarks, and runs of before. */
  readonly journal: JournalPanel;

  /** The digital twin: its numbers, clock, faults, the truth behind it, and tasks of control. */
  readonly twin: TwinPanel;

  /** What takes many steps at the instrument: montage. */
  readonly run: Run;

  /** What people work with by hand in a notebook: image, live, supportSet, liveMontage, tiltMap. */
  readonly widgets: Widgets;

  /** Figures that can be zoomed: spectrum, series, map, histogram, scatterOnImage. */
  readonly plot: Plot;
}

/** The laboratory of this process. */
export const em: Em = Object.freeze({
  version,
  open: (path: string, options?: OpenOptions) => openFile(path, withSessionSignal(options)),
  micrograph: micrographOf,
  atoms,
  crystal,
  carto,
  demo,
  connect,
  arm,
  disconnect,
  stage,
  beam,
  acquire,
  dose,
  journal,
  twin,
  run,
  widgets,
  plot,
});
