export type { Job, JobEngine } from "./job.js";
export { disposeJobs, runJob } from "./runJob.js";
export { type WorkerEngineOptions, workerEngine } from "./workerEngine.js";
