import { apiRules } from './api-rules';
import { containerRules } from './container-rules';
import { fileRules } from './file-rules';
import { functionRules } from './function-rules';
import { ingressRules } from './ingress-rules';
import { keyRules } from './key-rules';
import { serviceRules } from './service-rules';
import { stageRules } from './stage-rules';

/** Every rule of the catalog by its id. An id is never given to another rule. */
export const rules = {
  ...fileRules,
  ...keyRules,
  ...serviceRules,
  ...containerRules,
  ...functionRules,
  ...apiRules,
  ...stageRules,
  ...ingressRules,
} as const;

export type RuleId = keyof typeof rules;
