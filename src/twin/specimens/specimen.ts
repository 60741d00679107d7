/** A rectangle of the specimen plane along its axes. */
export interface SpecimenRegion {
  readonly leastXNm: number;
  readonly leastYNm: number;
  readonly mostXNm: number;
  readonly mostYNm: number;
}

/** What a column is made of, and what the beam can take from it. */
export interface ColumnKind {
  /** "Ti1C1". */
  readonly elements: string;
  /** Which column of the cell: 0, 1, …; -1 for an atom on no lattice site. @unitless */
  readonly sublattice: number;
  /** "host", "vacancy", "adatom", "dopant". */
  readonly state: string;
  /** Cross section for losing what is lost first; 0 for a column that the beam leaves as it is. */
  readonly damageBarn: number;
  /** What is left of haadfNm2 then. */
  readonly haadfLeftFraction: number;
  /** Dose from which on its atoms stand in no column any more; left out for what stays crystalline. */
  readonly amorphousDoseEPerA2?: number;
}

/** Atom columns of a region as the beam sees them along the zone axis; arrays of the same length. */
export interface SpecimenColumns {
  readonly xNm: Float64Array;
  readonly yNm: Float64Array;
  /** Share of the beam that the column sends to the HAADF detector, times the area over which it is spread. */
  readonly haadfNm2: Float64Array;
  readonly thicknessNm: Float32Array;
  /** Index into `kinds`. @unitless */
  readonly kind: Uint16Array;
  /** The same for the same column whatever the region: what its random fate is drawn from. @unitless */
  readonly id: Uint32Array;
  readonly kinds: readonly ColumnKind[];
}

/** A crystal as diffraction needs it. */
export interface CrystalLattice {
  /** "SrTiO3". */
  readonly name: string;
  readonly cell: {
    readonly aNm: number;
    readonly bNm: number;
    readonly cNm: number;
    readonly alphaDeg: number;
    readonly betaDeg: number;
    readonly gammaDeg: number;
  };
  /** Every atom of the conventional cell, centring included. */
  readonly atoms: readonly {
    readonly element: string;
    /** Along the cell vectors, from 0 to 1. @unitless */
    readonly fractional: readonly [number, number, number];
  }[];
}

/** What the beam passes at a point of the specimen. */
export interface Material {
  /** "SrTiO3", "carbon film". */
  readonly phase: string;
  readonly thicknessNm: number;
  /** Atoms per cubic nanometre, by element symbol. @unitless */
  readonly atomsPerNm3: Readonly<Record<string, number>>;
  /** Where it is crystalline. */
  readonly crystal?: {
    readonly lattice: CrystalLattice;
    /** Takes cartesian crystal directions (a along x, c* along z) to specimen directions: nine numbers, row after row. @unitless */
    readonly rotation: readonly number[];
  };
  /** Which reference spectrum it has in energy loss, where there is one: "Ti4+". */
  readonly eelsReference?: string;
  /** Share of what reduction can take that is missing before any dose; left out for what the beam does not reduce. */
  readonly reducedFraction?: number;
  /** Dose from which on it is amorphous; left out for what stays crystalline. */
  readonly amorphousDoseEPerA2?: number;
  /**
   * What of it `columns` does not list: a film beneath a crystal, a grain off its zone axis, anything amorphous. Left out where all
   * is in columns. An image with atoms is its columns, and this evenly beside them; one without is the material itself.
   */
  readonly smooth?: Pick<Material, "thicknessNm" | "atomsPerNm3">;
}

/** What really is in a region, for whoever wants to compare. */
export interface SpecimenTruth {
  readonly specimen: string;
  /** @unitless */
  readonly seed: number;
  readonly columns: SpecimenColumns;
  /** Objects with names of their own: rods, grains, pores, bands. */
  readonly objects: readonly {
    readonly label: string;
    readonly centreXNm: number;
    readonly centreYNm: number;
    /** Corners of its outline, x and y in turn, in nm. @unitless */
    readonly outline: readonly number[];
    /** Other facts, each with the unit in its name. */
    readonly facts: Readonly<Record<string, string | number>>;
  }[];
}

/**
 * A specimen of the twin: a thin plane with its own x and y, whose origin lies under the beam when the stage is at zero.
 *
 * All that it tells depends on its seed and on the place alone, so that two looks at a place agree.
 */
export interface TwinSpecimen {
  readonly name: string;
  readonly description: string;
  /** @unitless */
  readonly seed: number;
  /** Beyond this distance from the origin there is nothing but vacuum or the bar of the grid. */
  readonly radiusUm: number;
  /** Tilts of the stage at which the zone axis of its main crystal lies along the beam. */
  readonly zoneTilt: { readonly alphaDeg: number; readonly betaDeg: number };
  /** Width of a field of view in which its features are well seen, for first pictures. */
  readonly typicalFovNm: number;
  /** Height of its surface above the origin plane: what focus has to follow. */
  heightNm(xNm: number, yNm: number): number;
  /** undefined for vacuum. */
  materialAt(xNm: number, yNm: number): Material | undefined;
  /** How many columns there are per square nanometre at most: what a region would cost. */
  readonly columnsPerNm2: number;
  /**
   * Columns of a region, its least bounds included and its most ones not; empty where nothing is seen along a zone axis.
   *
   * Errors: BadOption for bounds that are not finite, and for a region that would hold more than 1e7 columns.
   */
  columns(region: SpecimenRegion): SpecimenColumns;
  /**
   * Everything that is in a region, also what reaches in from outside. Columns, and pores with them, are left out where `columns`
   * would refuse the region.
   *
   * Errors: BadOption for bounds that are not finite, and for a region of more than 250,000 places for an object.
   */
  truth(region: SpecimenRegion): SpecimenTruth;
}
