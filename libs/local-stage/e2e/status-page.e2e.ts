import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { startLocalStage, type LocalStage } from '../src';
import { Front } from '../src/front';
import { StatusPage } from '../src/status-page/status-page';
import type { ShownService } from '../src/status-page/status-source';
import { synthesiseLocal } from '../src/testing/synthesised-workspace';
import { measureContrasts, type Contrasts } from './measure-contrasts';

/** The browser as Debian and as Google package it. */
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
if (executablePath === undefined) {
  process.stderr.write('status page: skipped, there is no browser: apt-get install chromium\n');
}

const root = join(__dirname, '../../..');
const picture = join(root, 'docs/images/status-page.png');

/** Milliseconds that the page gets on a busy machine. */
const timeout = 30_000;

let outdir: string;
let profile: string;
let stage: LocalStage;
let browser: BrowserContext;
let page: Page;
/** What the page complained about, a violation of its policy included. */
const complaints: string[] = [];
const loaded: string[] = [];

/** Asks as a client that encodes nothing. */
async function ask(path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const { hostname, port } = new URL(stage.url);
    get({ host: hostname, port, path }, (response) => {
      response.resume().once('end', resolve);
    }).once('error', reject);
  });
}

const requests = () => page.locator('#requests > li');
const request = (text: string) => requests().filter({ hasText: text }).first();

const suite = executablePath === undefined ? describe.skip : describe;
suite(`the status page${executablePath === undefined ? ', without a browser' : ''}`, () => {
  beforeAll(async () => {
    outdir = mkdtempSync(join(tmpdir(), 'slipway-status-page-'));
    profile = mkdtempSync(join(tmpdir(), 'slipway-chromium-'));
    synthesiseLocal(root, outdir);
    stage = await startLocalStage({ root, outdir, port: 0, onEvent: () => undefined });
    browser = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      viewport: { width: 1280, height: 900 },
      colorScheme: 'light',
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
        ...['--disable-background-networking', '--disable-component-update'],
      ],
    });
    page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(timeout);
    page.on('console', (message) => {
      if (message.type() !== 'log') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (sent) => loaded.push(sent.url()));
    await page.goto(`${stage.url}/_slipway`);
    await page.getByText('live', { exact: true }).waitFor();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await stage?.close();
    for (const folder of [outdir, profile]) rmSync(folder, { recursive: true, force: true });
  });

  afterEach(() => {
    expect(complaints).toEqual([]);
  });

  test('loads nothing but itself and its events', () => {
    expect(loaded.filter((url) => !url.startsWith('data:'))).toEqual([
      `${stage.url}/_slipway`,
      `${stage.url}/_slipway/events`,
    ]);
  });

  test('draws the way of a request, and says how each service is', async () => {
    const boxes = page.locator('#picture .node');
    await page.locator('#picture .node.good').first().waitFor();
    const titles = await boxes.locator('title').allTextContents();
    expect(titles).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^REST API /),
        expect.stringMatching(/^NLB /),
        expect.stringMatching(/^ALB /),
        'service quotes',
        'tasks quotes',
        'service product-pricing',
        'function tenant-onboarding',
      ]),
    );
    const rows = page.locator('#services tr');
    expect(await rows.count()).toBe(stage.services().length);
    expect(await page.locator('#service-quotes').innerText()).toMatch(
      /healthy\s+port \d+, process \d+/,
    );
  });

  test('shows a request as it ends, with its hops, timings and the rules that lost', async () => {
    await ask('/quotes/rope-25');
    const item = request('GET /quotes/rope-25');
    await item.waitFor();
    expect(await item.locator('summary').innerText()).toMatch(
      /200\s+GET \/quotes\/rope-25\s+[\d.]+ ms/,
    );
    await item.locator('summary').click();
    const text = await item.innerText();
    for (const said of [
      'api-gateway',
      'network-load-balancer',
      'application-load-balancer',
      'target',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).toMatch(/[\d.]+ ms from [\d.]+ ms/);
    expect(text).toMatch(/route\s+ANY \/quotes\/\{proxy\+\}/);
    await item.locator('summary').click();
  });

  test('shows what a request says as text, whatever it says', async () => {
    await ask(`/quotes/<img/src=x/onerror=document.title='taken'>?q="><script>alert(1)</script>`);
    const item = request('onerror=');
    await item.waitFor();
    await item.locator('summary').click();
    expect(await item.innerText()).toContain(`<img/src=x/onerror=document.title='taken'>`);
    expect(await page.locator('#requests img, #requests script').count()).toBe(0);
    expect(await page.title()).toBe('Slipway, stage local');
  });

  test('a handler and a script that get into the page do not run', async () => {
    const ran = await page.evaluate<boolean>(`(async () => {
      const holder = document.createElement('div');
      holder.innerHTML = '<img src="x:" onerror="globalThis.ran = true">';
      document.body.append(holder);
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = true';
      document.body.append(script);
      await new Promise((resolve) => setTimeout(resolve, 200));
      holder.remove();
      script.remove();
      return 'ran' in globalThis;
    })()`);
    expect(ran).toBe(false);
    // The policy has said so, for the handler, the script and the picture.
    expect(
      complaints.splice(0).filter((text) => !text.includes('Content Security Policy')),
    ).toEqual([]);
  });

  test('filters by every word', async () => {
    await ask('/quotes');
    await ask('/nothing/here');
    await request('GET /nothing/here').waitFor();
    const filter = page.getByRole('searchbox', { name: 'Filter' });
    await filter.fill('GET 403 nothing');
    expect(await requests().filter({ visible: true }).allInnerTexts()).toEqual([
      expect.stringContaining('/nothing/here'),
    ]);
    expect(await page.locator('#count').innerText()).toMatch(/^1 of the last \d+ shown/);
    await filter.fill('');
    expect(await requests().filter({ visible: true }).count()).toBe(await requests().count());
  });

  test('a pause holds what comes until it ends', async () => {
    const pause = page.getByRole('button', { name: 'Pause' });
    await pause.click();
    expect(await pause.getAttribute('aria-pressed')).toBe('true');
    const before = await requests().count();
    await ask('/quotes?while=paused');
    await delay(1_000);
    expect(await requests().count()).toBe(before);
    await pause.click();
    await request('while=paused').waitFor();
  });

  test('is reached by the keyboard, in the order of the page, and shows where', async () => {
    await page.reload();
    await page.getByText('live', { exact: true }).waitFor();
    await request('while=paused').waitFor();
    const order: string[] = [];
    for (;;) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate<{ name: string; tagName: string; outline: string }>(`(() => {
        const { activeElement: element } = document;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const { id, tagName } = element;
        const name = element.getAttribute('aria-label') || id || tagName.toLowerCase();
        return { name, tagName, outline: outlineStyle + ' ' + outlineWidth };
      })()`);
      expect(at).toMatchObject({ outline: 'solid 3px' });
      order.push(at.name);
      if (at.tagName === 'SUMMARY') break;
    }
    const ofPicture = order.slice(2, -3);
    expect([...order.slice(0, 2), ...order.slice(-3)]).toEqual([
      'a',
      'theme',
      'filter',
      'pause',
      'summary',
    ]);
    expect(ofPicture).toContain('service quotes, healthy');

    await page.keyboard.press('Enter');
    expect(await page.locator('#requests details').first().getAttribute('open')).not.toBeNull();
    await page.keyboard.press('Enter');
  });

  test('the first stop skips to the requests', async () => {
    await page.reload();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('last-requests');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('filter');
    await page.goto(`${stage.url}/_slipway`);
  });

  test('has names and roles for everything that is used', async () => {
    await page.locator('#picture .node.good').first().waitFor();
    const roles = [
      ['main', undefined],
      ['heading', 'Slipway, stage local'],
      ['region', 'From the gateway to the tasks'],
      ['group', 'Ways of a request, from the API to the tasks'],
      ['region', 'Services'],
      ['table', 'Services'],
      ['region', 'Schedules'],
      ['region', 'Last requests'],
      ['list', 'Last requests'],
      ['combobox', 'Theme'],
      ['searchbox', 'Filter'],
      ['button', 'Pause'],
      ['status', undefined],
      ['link', 'service quotes, healthy'],
    ] as const;
    for (const [role, name] of roles) {
      const found = await page.getByRole(role, { name, exact: true }).count();
      expect({ role, name, found }).toEqual({ role, name, found: 1 });
    }
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('tbody tr:not(:has(th[scope=row]))').count()).toBe(0);
    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test.each([
    ['light', 'as the system'],
    ['dark', 'as the system'],
    ['dark', 'light'],
    ['light', 'dark'],
  ] as const)('has contrast in a %s system with the theme %s', async (colorScheme, theme) => {
    await page.emulateMedia({ colorScheme });
    await page.getByLabel('Theme').selectOption({ label: theme });
    const isDark = (theme === 'as the system' ? colorScheme : theme) === 'dark';
    await request('/quotes').locator('summary').click();
    const measured = await page.evaluate<Contrasts>(measureContrasts);
    await request('/quotes').locator('summary').click();
    expect(measured.pageLuminance < 0.2).toBe(isDark);
    expect(measured.texts.length).toBeGreaterThan(30);
    expect(measured.texts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    expect(measured.edges.length).toBeGreaterThan(5);
    expect(measured.edges.filter(({ ratio }) => ratio < 3)).toEqual([]);
  });

  test('keeps the theme that was chosen', async () => {
    await page.getByLabel('Theme').selectOption('dark');
    await page.reload();
    expect(await page.getByLabel('Theme').inputValue()).toBe('dark');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.getByLabel('Theme').selectOption('system');
    await page.emulateMedia({ colorScheme: 'light' });
  });

  test('shows schedules, and a wide fan-out as one box with how its services are', async () => {
    const services = Array.from({ length: 85 }, (_, index): ShownService => {
      const isBad = index >= 80;
      return {
        name: `service-${String(index).padStart(2, '0')}`,
        kind: 'http',
        state: isBad ? 'unhealthy' : 'healthy',
        level: isBad ? 'bad' : 'good',
        tasks: [{ port: 5_000 + index }, { port: 6_000 + index }],
      };
    });
    const large = new StatusPage({
      table: {
        restApis: [],
        networkListeners: [],
        applicationListeners: [
          {
            applicationLoadBalancer: 'alb',
            rules: services.map(({ name }) => ({ action: { type: 'forward', targetGroup: name } })),
            defaultAction: { type: 'fixed-response' },
          },
        ],
      },
      names: { byTargetGroup: new Map(), byFunction: new Map() },
      source: {
        services: () => services,
        schedules: () => [
          {
            ...{ name: 'nightly', service: 'reports', expression: 'cron(0 3 * * ? *)' },
            ...{ timezone: 'Europe/Berlin', next: '2030-01-31T02:00:00.000Z' },
          },
          {
            name: '<i>never',
            expression: 'rate(1 day)',
            timezone: 'UTC',
            idle: 'not on this machine',
          },
        ],
      },
    });
    const front = new Front(
      async (exchange) => large.handle(exchange),
      () => undefined,
    );
    const other = await browser.newPage();
    try {
      await other.goto(`http://127.0.0.1:${await front.listen(0)}/_slipway`);
      const box = other.locator('.node', { hasText: 'and 74 more' });
      await box.filter({ hasText: '69 of 74 good' }).waitFor({ timeout });
      expect(await box.getAttribute('class')).toBe('node bad');
      expect(await other.locator('.node[data-kind=tasks]').first().textContent()).toContain(
        '2 tasks',
      );
      expect(await other.getByRole('table', { name: 'Schedules' }).innerText()).toMatch(
        /nightly\s+reports\s+cron\(0 3 \* \* \? \*\) Europe\/Berlin\s+.*2030[^]*<i>never\s+rate\(1 day\) UTC\s+not on this machine/,
      );
      expect(await other.getByText('The stage has none').isVisible()).toBe(false);
    } finally {
      await other.close();
      large.close();
      await front.close();
    }
  });

  if (process.env.UPDATE_DOCS) {
    test('its picture for the docs', async () => {
      await page.reload();
      // Only these, or the picture would be large.
      for (const path of ['/quotes/buoy-12', '/tenants/buoy']) await ask(path);
      await page.getByRole('searchbox').fill('GET buoy');
      await request('GET /quotes/buoy-12').locator('summary').click();
      await page.evaluate(`document.documentElement.style.zoom = '0.75'`);
      await page.setViewportSize({ width: 840, height: 1440 });
      await page.evaluate('scrollTo(0, 0)');
      const image = await page.screenshot();
      expect(image.length).toBeLessThan(250_000);
      mkdirSync(dirname(picture), { recursive: true });
      writeFileSync(picture, image);
      await page.getByRole('searchbox').fill('');
    });
  }

  test('says at once that the tasks of a service have ended, and when others are healthy', async () => {
    const service = stage.services().find(({ name }) => name === 'quotes');
    if (service?.kind !== 'http') throw new Error('quotes is no service of containers');
    const pids = service.tasks.map(({ pid }) => pid);
    expect(pids.length).toBeGreaterThan(0);
    for (const pid of pids) {
      if (pid === undefined) throw new Error('a task of quotes does not run');
      process.kill(-pid, 'SIGKILL');
    }
    await page.getByRole('link', { name: 'service quotes, starting' }).waitFor();
    await page.getByRole('link', { name: 'service quotes, healthy' }).waitFor();
  });

  test('says so when the stage has ended', async () => {
    await stage.close();
    await page.getByText('the stage does not answer; trying again').waitFor();
    // The browser says that it could not connect.
    complaints.splice(0);
  });
});
