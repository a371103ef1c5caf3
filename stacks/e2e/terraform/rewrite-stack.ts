import { readFileSync, writeFileSync } from 'node:fs';
import { forProvider5, type StackJson } from './provider-5';

/** Makes the stack in the folder it runs in the copy for provider 5; twice is as once. */
const file = 'cdk.tf.json';
const stack = JSON.parse(readFileSync(file, 'utf8')) as StackJson;
writeFileSync(file, `${JSON.stringify(forProvider5(stack), undefined, 2)}\n`);
