import { writeReport } from './report';

const url = process.env.PRODUCT_PRICING_URL;
if (!url) throw new Error('PRODUCT_PRICING_URL must be the address of product-pricing');

writeReport(url, (line) => process.stdout.write(`${line}\n`)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
