import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A workspace of files in a folder of its own. */
export class TestWorkspace {
  readonly root = mkdtempSync(join(tmpdir(), 'slipway-catalog-'));

  /** @param files text, or bytes, by path */
  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, file)), { recursive: true });
      writeFileSync(join(this.root, file), content);
    }
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

export const stageFile = 'stacks/stages/dev.yaml';
export const serviceFile = 'apps/quotes/service.yaml';

/** A valid workspace: one stage `dev` and one container service `quotes`. */
export const validFiles: Readonly<Record<string, string>> = {
  [stageFile]: `name: dev
project: slipway
account: '123456789012'
region: eu-central-1
state: { backend: local }
network: { mode: default-vpc }
`,
  [serviceFile]: `name: quotes
kind: http
owner: pricing-team
container: { port: 8080, cpu: 256, memory: 512, health: /health }
api: { basePath: /quotes, expose: public, auth: none }
scaling: { min: 2, max: 10, cpu: 60 }
`,
};

/** A valid function, as the text of its `service.yaml`. */
export const functionFile = `name: mailer
kind: function
owner: mail-team
function: { entry: src/handler.ts, memory: 256, timeout: 10 }
api: { basePath: /mails, timeoutMs: 10000 }
`;
