import { replaced, stage, type RuleCase } from './rule-case';
import { stageFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

const provider = (settings: string, name = 'agents'): string =>
  `${stage}capacityProviders:\n  ${name}: { owner: platform-team, architecture: arm64${settings} }\n`;

/** A case in which one provider of the stage has other settings. */
function inProvider(wrong: string, right: string, says: string): RuleCase {
  return {
    fails: { [stageFile]: provider(`, ${wrong}`) },
    passes: { [stageFile]: provider(`, ${right}`) },
    says: `${stageFile}:${says}`,
  };
}

/** Cases of the rules for capacity providers. */
export const capacityProviderCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1460: {
    fails: { [stageFile]: provider('', 'Agents_1') },
    passes: { [stageFile]: provider('', 'agents-1') },
    says: `${stageFile}:8:3 \`Agents_1\` is no name of a capacity provider
write \`agents-1\``,
  },
  SLP1461: {
    fails: { [stageFile]: replaced(provider(''), 'platform-team', "'platform & co'") },
    passes: { [stageFile]: provider('') },
    says: `${stageFile}:8:20 \`capacityProviders.agents.owner\` is 'platform & co'; allowed: the team that answers for it, 1 to 256 characters a tag may hold
write \`owner: platform - co\``,
  },
  SLP1462: inProvider(
    'instanceTypes: { allow: [m7g] }',
    'instanceTypes: { allow: [m7g.large] }',
    `8:81 \`capacityProviders.agents.instanceTypes.allow[0]\` is m7g; allowed: types such as m7g.large
write \`m7g.large\``,
  ),
  SLP1463: inProvider(
    'instanceTypes: { allow: [m7g.large], exclude: [c7g.large] }',
    'instanceTypes: { allow: [m7g.large] }',
    `8:56 \`capacityProviders.agents.instanceTypes\` has both \`allow\` and \`exclude\`
remove one of the two`,
  ),
  SLP1464: inProvider(
    'instanceTypes: { allow: [m7i.large] }',
    'instanceTypes: { allow: [m7g.large] }',
    `8:81 \`capacityProviders.agents.instanceTypes.allow[0]\` is m7i.large, which is x86_64, and the provider is arm64
write \`m7g.large\``,
  ),
  SLP1465: inProvider(
    'scaling: { mode: automatic }',
    'scaling: { mode: auto }',
    `8:73 \`capacityProviders.agents.scaling.mode\` is automatic; allowed: auto or manual
write \`mode: auto\``,
  ),
  SLP1466: inProvider(
    'scaling: { maxVcpu: 11 }',
    'scaling: { maxVcpu: 12 }',
    `8:76 \`capacityProviders.agents.scaling.maxVcpu\` is 11; allowed: 12 to 15,000 vCPU
write \`maxVcpu: 12\``,
  ),
  SLP1467: inProvider(
    'scaling: { mode: manual, cpu: 0 }',
    'scaling: { mode: manual, cpu: 1 }',
    `8:86 \`capacityProviders.agents.scaling.cpu\` is 0; allowed: a target of 1 to 100 percent
write \`cpu: 1\``,
  ),
  SLP1468: inProvider(
    'scaling: { mode: manual }',
    'scaling: { mode: manual, cpu: 60 }',
    `8:67 \`capacityProviders.agents.scaling.mode\` is manual, and there is no \`cpu\` to scale by
add \`cpu: 60\``,
  ),
  SLP1469: inProvider(
    'excludeZoneIds: [us-east-1c]',
    'excludeZoneIds: [euc1-az3]',
    `8:73 \`capacityProviders.agents.excludeZoneIds[0]\` is us-east-1c; allowed: zone ids such as use1-az3
write \`use1-az3\``,
  ),
  SLP1470: inProvider(
    'kmsKey: alias/lambda',
    'kmsKey: "arn:aws:kms:eu-central-1:123456789012:key/1234abcd"',
    `8:64 \`capacityProviders.agents.kmsKey\` is alias/lambda; allowed: the ARN of a KMS key
write \`kmsKey: arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\``,
  ),
  SLP1471: inProvider(
    'versions: 0',
    'versions: 1',
    `8:66 \`capacityProviders.agents.versions\` is 0; allowed: 1 to 100 versions of a function
write \`versions: 1\``,
  ),
  SLP1472: {
    fails: {
      [stageFile]: `${stage}instanceFamilies: { m10g: { architecture: arm64, memoryPerVcpu: 6 } }\n`,
    },
    passes: {
      [stageFile]: `${stage}instanceFamilies: { m10g: { architecture: arm64, memoryPerVcpu: 4 } }\n`,
    },
    says: `${stageFile}:7:65 \`instanceFamilies.m10g.memoryPerVcpu\` is 6; allowed: 2, 4 or 8 GiB for each vCPU, and names such as m9g
write \`memoryPerVcpu: 4\``,
  },
  SLP1473: {
    fails: { [stageFile]: `${stage}vcpuBudget: { pricing-team: 0 }\n` },
    passes: { [stageFile]: `${stage}vcpuBudget: { pricing-team: 1 }\n` },
    says: `${stageFile}:7:29 \`vcpuBudget.pricing-team\` is 0; allowed: 1 to 1,000,000 vCPU for an owner
write \`pricing-team: 1\``,
  },
  SLP1474: {
    fails: {
      [stageFile]: replaced(provider(''), 'default-vpc', 'dedicated, natGateways: none'),
    },
    passes: {
      [stageFile]: replaced(provider(''), 'default-vpc', 'dedicated, natGateways: single'),
    },
    says: `${stageFile}:6:29 \`network.natGateways\` is none, and the stage has capacity providers, whose instances get no further than the VPC
write \`natGateways: single\``,
  },
  SLP1475: inProvider(
    'kmsKey: "arn:aws:kms:us-east-1:123456789012:key/1234abcd"',
    'kmsKey: "arn:aws:kms:eu-central-1:123456789012:key/1234abcd"',
    `8:56 \`capacityProviders.agents.kmsKey\` is in us-east-1, and stage dev in eu-central-1
name a key in eu-central-1`,
  ),
};
