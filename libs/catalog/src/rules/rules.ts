import { fileRules } from './file-rules';
import { keyRules } from './key-rules';
import { serviceRules } from './service-rules';
import { stageRules } from './stage-rules';

/** Every rule of the catalog by its id. An id is never given to another rule. */
export const rules = { ...fileRules, ...keyRules, ...serviceRules, ...stageRules } as const;

export type RuleId = keyof typeof rules;
