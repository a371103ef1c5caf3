import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Architecture } from '@slipway/catalog';
import { failed } from '../failure';
import { install } from '../tools/install';
import { runTool } from '../tools/run-tool';

/** https://docs.docker.com/reference/cli/docker/buildx/build/#platform */
const platforms: Readonly<Record<Architecture, string>> = {
  arm64: 'linux/arm64',
  x86_64: 'linux/amd64',
};

/** Signs Docker in; the password goes through stdin, since every user can read a command line. */
export async function dockerLogin(host: string, password: string): Promise<void> {
  const args = ['login', '--username', 'AWS', '--password-stdin', host];
  await docker(args, { input: password, doing: `sign in to ${host}` });
}

export interface Build {
  /** Root of the workspace: the Dockerfiles copy its lock file, which pins every package. */
  readonly context: string;
  /** Relative to the context. */
  readonly dockerfile: string;
  readonly architecture: Architecture;
  /** `<repository uri>:<tag>` */
  readonly image: string;
  readonly onLine: (line: string) => void;
}

/** Builds and pushes one image; returns its digest. */
export async function buildAndPush(build: Build): Promise<string> {
  const { context, dockerfile, architecture, image, onLine } = build;
  const folder = mkdtempSync(join(tmpdir(), 'slipway-image-'));
  const metadata = join(folder, 'metadata.json');
  try {
    // With an attestation the digest would be of an index, not of the image.
    const output = ['--push', '--provenance', 'false', '--metadata-file', metadata];
    const source = [
      '--platform',
      platforms[architecture],
      '--file',
      dockerfile,
      '--tag',
      image,
      '.',
    ];
    await docker(['buildx', 'build', '--progress', 'plain', ...output, ...source], {
      cwd: context,
      onLine,
      doing: `build ${image} from ${dockerfile}`,
    });
    return digestIn(metadata, image);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies an image between repositories, layers and all, and keeps its digest. */
export async function copyImage(source: string, target: string): Promise<void> {
  await docker(
    ['buildx', 'imagetools', 'create', '--prefer-index=false', '--tag', target, source],
    {
      doing: `copy ${source} to ${target}`,
    },
  );
}

interface DockerOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly onLine?: (line: string) => void;
  readonly doing: string;
}

async function docker(
  args: readonly string[],
  { doing, ...options }: DockerOptions,
): Promise<void> {
  const { exitCode, stderr } = await runTool('docker', args, {
    ...options,
    install: install.docker,
  });
  if (exitCode === 0) return;
  const end = stderr.trimEnd().split('\n').slice(-linesShown).join('\n  ');
  throw failed(`docker could not ${doing} (exit code ${exitCode}):\n  ${end}`);
}

/** Enough to hold the failing step of a build. */
const linesShown = 20;

function digestIn(metadata: string, image: string): string {
  const { 'containerimage.digest': digest } = JSON.parse(readFileSync(metadata, 'utf8')) as Record<
    string,
    unknown
  >;
  if (typeof digest === 'string') return digest;
  throw failed(
    `docker pushed ${image} and did not say its digest`,
    'update buildx: https://docs.docker.com/build/install-buildx/',
  );
}
