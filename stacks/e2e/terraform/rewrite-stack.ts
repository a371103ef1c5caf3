import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { leftOutFile } from './left-out';
import { forProvider5, type StackJson } from './provider-5';
import { stripForInstalledProvider, type ResourcesJson } from './strip-for-installed-provider';

/** Makes the stack in the folder it runs in the copy for provider 5; twice is as once. */
const file = 'cdk.tf.json';
const written = JSON.parse(readFileSync(file, 'utf8')) as StackJson & ResourcesJson;
const { stack, leftOut } = stripForInstalledProvider(written);
writeFileSync(file, `${JSON.stringify(forProvider5(stack), undefined, 2)}\n`);
appendFileSync(leftOutFile(__dirname), leftOut.map((line) => `${line}\n`).join(''));
