export {
  parsePrunerSettings,
  readPrunerSettings,
  SettingsError,
  settingsVariable,
  type ColdTier,
  type FunctionTag,
  type PrunerFuse,
  type PrunerScope,
  type PrunerSettings,
} from './settings';
