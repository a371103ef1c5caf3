import { loadCatalog, servicesFor } from '../catalog';
import type { Finding } from '../finding';
import { sortFindings } from '../sort-findings';
import { fileCases } from '../testing/rule-cases/file-cases';
import { keyCases } from '../testing/rule-cases/key-cases';
import type { RuleCase } from '../testing/rule-cases/rule-case';
import { apiCases } from '../testing/rule-cases/api-cases';
import { callCases } from '../testing/rule-cases/call-cases';
import { capacityProviderCases } from '../testing/rule-cases/capacity-provider-cases';
import { containerCases } from '../testing/rule-cases/container-cases';
import { functionCases } from '../testing/rule-cases/function-cases';
import { functionCodeCases } from '../testing/rule-cases/function-code-cases';
import { functionEventCases } from '../testing/rule-cases/function-event-cases';
import { managedFunctionCases } from '../testing/rule-cases/managed-function-cases';
import { orchestratorCases } from '../testing/rule-cases/orchestrator-cases';
import { prunerCases } from '../testing/rule-cases/pruner-cases';
import { scheduleCases } from '../testing/rule-cases/schedule-cases';
import { ingressCases } from '../testing/rule-cases/ingress-cases';
import { serviceCases } from '../testing/rule-cases/service-cases';
import { stageCases } from '../testing/rule-cases/stage-cases';
import { taskCases } from '../testing/rule-cases/task-cases';
import { variableCases } from '../testing/rule-cases/variable-cases';
import { TestWorkspace, validFiles } from '../testing/workspace';
import { rules, type RuleId } from './rules';

/** Rules whose cases are more than files: links, rights, two services, a stage asked for. */
const shownElsewhere: readonly RuleId[] = ['SLP1001', 'SLP1014', 'SLP1109', 'SLP1203', 'SLP1494'];

/** What needs a file system of its own kind is in `catalog.spec.ts`. */
const ruleCases = {
  ...fileCases,
  ...keyCases,
  ...serviceCases,
  ...containerCases,
  ...taskCases,
  ...variableCases,
  ...functionCases,
  ...functionCodeCases,
  ...functionEventCases,
  ...scheduleCases,
  ...managedFunctionCases,
  ...apiCases,
  ...callCases,
  ...stageCases,
  ...capacityProviderCases,
  ...ingressCases,
  ...prunerCases,
  ...orchestratorCases,
};

const cases = Object.entries(ruleCases) as [RuleId, RuleCase][];

function findingsOf(files: RuleCase['fails']): Finding[] {
  const workspace = new TestWorkspace({ ...validFiles, ...files });
  try {
    const catalog = loadCatalog(workspace.root);
    return sortFindings([...catalog.findings, ...servicesFor(catalog, 'dev').findings]);
  } finally {
    workspace.remove();
  }
}

test('every rule has a case', () => {
  expect([...Object.keys(ruleCases), ...shownElsewhere].sort()).toEqual(Object.keys(rules).sort());
});

test.each(cases)('%s is found where it is broken, alone', (rule, { fails, says }) => {
  const found = findingsOf(fails).map(({ rule: id, severity, position, message, fix }) => ({
    rule: id,
    severity,
    says: `${position.file}:${position.line}:${position.column} ${message}\n${fix}`,
  }));
  expect(found).toEqual([{ rule, severity: rules[rule].severity, says }]);
});

test.each(cases)('%s is not found in the nearest valid files', (_, { passes }) => {
  expect(findingsOf(passes)).toEqual([]);
});

test('a reason is one clause, and a reference is a link', () => {
  for (const rule of Object.values(rules)) {
    expect(rule.why).toMatch(
      /^[^A-Z].*[^.]$|^(ALB|API|AWS|AgentCore|CloudWatch|ECS|Fargate|Lambda|PutR|Register[ST]|S3|Scheduler|Terraform|YAML)/,
    );
    if ('reference' in rule) expect(new URL(rule.reference).protocol).toBe('https:');
  }
});
