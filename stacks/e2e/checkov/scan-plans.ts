import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../scenario/command';

/** A check that a resource of a plan fails. */
export interface CheckovFinding {
  /** `CKV_AWS_150`. */
  readonly check: string;
  readonly title: string;
  /** Name of the plan that it is in. */
  readonly plan: string;
  /** Address of the resource. */
  readonly resource: string;
}

export interface ScanResult {
  readonly findings: readonly CheckovFinding[];
  /** Checks that a resource passed. */
  readonly passed: number;
}

/** What checkov prints, as far as it is read here. */
interface Report {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly file_path: string;
      readonly resource: string;
    }[];
  };
  readonly summary: { readonly passed: number; readonly parsing_errors: number };
}

/**
 * Runs checkov on plans.
 * @param python folder of the Python environment that has it
 * @param plans by name, as `terraform show -json` prints them: of the stacks' own JSON it reads nothing
 * @param folder for the plans, which must not exist and does not afterwards
 * @throws Error where checkov fails, or cannot read a plan
 */
export async function scanPlans(
  python: string,
  plans: ReadonlyMap<string, string>,
  folder: string,
): Promise<ScanResult> {
  mkdirSync(folder, { recursive: true });
  try {
    const files = [...plans].map(([name, text]) => {
      const file = `${name}.json`;
      writeFileSync(join(folder, file), text);
      return file;
    });
    const { exitCode, stdout, stderr } = await run(
      join(python, 'bin/python'),
      [
        ...['-m', 'checkov.main', '--framework', 'terraform_plan'],
        ...['--skip-download', '--compact', '--quiet', '--output', 'json'],
        ...files.flatMap((file) => ['--file', file]),
      ],
      { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder, LOG_LEVEL: 'ERROR' } },
    );
    // 1 is for findings.
    if (exitCode > 1) throw new Error(`checkov ended with ${exitCode}:\n${stdout}${stderr}`);
    const { results, summary } = JSON.parse(stdout) as Report;
    if (summary.parsing_errors > 0) throw new Error(`checkov cannot read a plan:\n${stderr}`);
    return {
      passed: summary.passed,
      findings: results.failed_checks.map(({ check_id, check_name, file_path, resource }) => ({
        check: check_id,
        title: check_name,
        plan: file_path.replace(/^\/|\.json$/g, ''),
        resource,
      })),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
