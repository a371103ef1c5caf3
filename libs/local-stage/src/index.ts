export { controlHeader, type TaskLine } from './control';
export { PortInUseError } from './errors';
export type { LocalStageEvent, LogStream, OnEvent } from './events';
export type { LocalApiKey } from './key-check';
export { startLocalStage, type LocalStage, type LocalStageOptions } from './local-stage';
export type { LostRule, RequestEntry, RequestHop, RequestRecord } from './request-record';
export type { LocalRoute } from './routes';
export type { LocalService } from './services';
