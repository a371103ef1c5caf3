import { apiRules } from './api-rules';
import { callRules } from './call-rules';
import { capacityProviderRules } from './capacity-provider-rules';
import { containerRules } from './container-rules';
import { fileRules } from './file-rules';
import { functionCodeRules } from './function-code-rules';
import { functionEventRules } from './function-event-rules';
import { functionRules } from './function-rules';
import { ingressRules } from './ingress-rules';
import { keyRules } from './key-rules';
import { managedFunctionRules } from './managed-function-rules';
import { orchestratorRules } from './orchestrator-rules';
import { prunerRules } from './pruner-rules';
import { scheduleRules } from './schedule-rules';
import { serviceRules } from './service-rules';
import { stageRules } from './stage-rules';
import { taskRules } from './task-rules';
import { variableRules } from './variable-rules';

/** Every rule of the catalog by its id. An id is never given to another rule. */
export const rules = {
  ...fileRules,
  ...keyRules,
  ...serviceRules,
  ...containerRules,
  ...taskRules,
  ...variableRules,
  ...functionRules,
  ...managedFunctionRules,
  ...apiRules,
  ...callRules,
  ...functionCodeRules,
  ...functionEventRules,
  ...scheduleRules,
  ...stageRules,
  ...capacityProviderRules,
  ...ingressRules,
  ...prunerRules,
  ...orchestratorRules,
} as const;

export type RuleId = keyof typeof rules;
