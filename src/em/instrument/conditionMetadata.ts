import type { Metadata, MetadataEntry } from "../../core/metadata.js";
import type { Recording } from "../../instrument/recording.js";
import { factsOf, unitOf } from "./facts.js";

/** How the instrument stood when a recording was made, as metadata: names of the field, each with its unit. */
export function conditionMetadata(recording: Recording, from: string): Metadata {
  const { conditions, calibration, detector, request } = recording;
  const { stage, beam, startS, endS, doseEPerA2, extra = {} } = conditions;
  const { kind: _, ...asked } = request;
  const facts = [
    ...factsOf({ detector, ...asked, startS, endS, doseEPerA2 }),
    ...factsOf({ beam, stage: stage.reported, commanded: stage.commanded, ...extra, calibration }),
  ];
  return Object.fromEntries(facts.map(([name, value]) => [name, entry(name, value, from)]));
}

function entry(name: string, value: string | number | boolean, from: string): MetadataEntry {
  const unit = unitOf(name);
  return unit === "" ? { value, from } : { value, unit, from };
}
