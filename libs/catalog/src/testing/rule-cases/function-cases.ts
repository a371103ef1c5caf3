import { inFunction, mailer, replaced, type RuleCase } from './rule-case';
import { functionFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

/** Cases of the rules for `function`. */
export const functionCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1241: inFunction(
    'entry: src/handler.ts',
    'entry: src/handler.py',
    'entry: src/handler.mts',
    `4:20 \`function.entry\` is src/handler.py; allowed: a TypeScript or JavaScript module inside the folder of the service
write \`entry: src/handler.ts\``,
  ),
  SLP1242: inFunction(
    'memory: 256',
    'runtime: nodejs18.x',
    'runtime: nodejs20.x',
    `4:45 \`function.runtime\` is nodejs18.x; allowed: one of nodejs22.x, nodejs24.x, nodejs20.x, python3.14, python3.13, python3.12, java25, java21, java17, dotnet8, ruby3.4, ruby3.3, provided.al2023
write \`runtime: nodejs22.x\``,
  ),
  SLP1243: inFunction(
    'memory: 256',
    'memory: 64',
    'memory: 128',
    `4:44 \`function.memory\` is 64; allowed: 128 to 10,240 MB
write \`memory: 128\``,
  ),
  SLP1244: {
    fails: { [mailer]: withoutApi('timeout: 901') },
    passes: { [mailer]: withoutApi('timeout: 900') },
    says: `${mailer}:4:58 \`function.timeout\` is 901; allowed: 1 to 900 seconds
write \`timeout: 900\``,
  },
  SLP1245: inFunction(
    'timeout: 10 ',
    'timeout: 11 ',
    'timeout: 10 ',
    `4:49 the function may run 11 s, and its route waits 10000 ms
write \`timeout: 10\` below \`function\``,
  ),
  SLP1246: {
    fails: { [mailer]: `${functionFile}environment: { AB: ${'x'.repeat(4088)} }\n` },
    passes: { [mailer]: `${functionFile}environment: { AB: ${'x'.repeat(4087)} }\n` },
    says: `${mailer}:6:1 the variables take 4097 bytes as JSON, and Lambda has room for 4096
shorten \`environment\` by 1 byte or more, for example by what is read from a parameter`,
  },
};

function withoutApi(timeout: string): string {
  return replaced(functionFile, 'timeout: 10', timeout).replace(/^api: .*\n/m, '');
}
