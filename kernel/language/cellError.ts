/** An error in the cell's own text; positions count from the start of the cell. */
export interface CellError {
  readonly code: number;
  readonly message: string;
  readonly start: number;
  readonly length: number;
}
