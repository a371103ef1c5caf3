import { pageScript } from './page-script';
import { pageStyle } from './page-style';

/**
 * The status page as one document that loads nothing.
 *
 * @param picture the topology as SVG
 * @param nonce that the policy of the answer allows scripts and styles by
 */
export function statusPageHtml(picture: string, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Slipway, stage local</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${pageStyle}</style>
</head>
<body>
<a class="skip" href="#last-requests">Skip to the requests</a>
<header>
<h1>Slipway, stage local</h1>
<span id="connection" role="status">connecting</span>
<label>Theme <select id="theme"><option value="system">as the system</option><option value="light">light</option><option value="dark">dark</option></select></label>
</header>
<main>
<noscript><p>This page needs JavaScript to follow the stage.</p></noscript>
<section aria-labelledby="topology">
<h2 id="topology">From the gateway to the tasks</h2>
<div class="picture">${picture}</div>
</section>
<section aria-labelledby="all-services">
<h2 id="all-services">Services</h2>
<table aria-labelledby="all-services"><thead><tr><th scope="col">service</th><th scope="col">kind</th><th scope="col">state</th><th scope="col">tasks</th></tr></thead><tbody id="services"></tbody></table>
</section>
<section aria-labelledby="all-schedules">
<h2 id="all-schedules">Schedules</h2>
<p id="no-schedules" class="muted">The stage has none that tick here.</p>
<table id="schedule-table" aria-labelledby="all-schedules" hidden><thead><tr><th scope="col">schedule</th><th scope="col">service</th><th scope="col">expression</th><th scope="col">next</th></tr></thead><tbody id="schedules"></tbody></table>
</section>
<section aria-labelledby="last-requests">
<h2 id="last-requests" tabindex="-1">Last requests</h2>
<div class="tools">
<label for="filter">Filter</label>
<input id="filter" type="search" placeholder="path, method, status or service" autocomplete="off" spellcheck="false">
<button id="pause" type="button" aria-pressed="false">Pause</button>
<span id="count" class="muted"></span>
</div>
<ul id="requests" aria-labelledby="last-requests"></ul>
</section>
</main>
<script nonce="${nonce}">${pageScript}</script>
</body>
</html>
`;
}

/** Headers of the answer: nothing is loaded, framed or run but what the page brings along. */
export function statusPageHeaders(nonce: string): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}'`,
      "connect-src 'self'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
