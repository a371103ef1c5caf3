/** What product-pricing says of a quantity of a product. */
export interface Price {
  readonly product: string;
  readonly quantity: number;
  readonly discountPercent: number;
  /** Cents. */
  readonly total: number;
}

/** The service product-pricing, as far as quotes needs it. */
export interface Pricing {
  /**
   * What a quantity costs; undefined for a product that is not sold.
   * @throws PricingUnavailableError
   */
  priceOf(product: string, quantity: number): Promise<Price | undefined>;
  /**
   * What one piece of everything that is sold costs.
   * @throws PricingUnavailableError
   */
  list(): Promise<readonly Price[]>;
}

/** product-pricing did not answer in time, or not with a price. */
export class PricingUnavailableError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`product-pricing gave no price: ${reason}`, options);
    this.name = 'PricingUnavailableError';
  }
}

/** Milliseconds that a price may take; the route of quotes waits 29 seconds. */
const timeoutMs = 2_000;

/**
 * product-pricing over HTTP.
 *
 * @param url of the service, without a slash at the end
 */
export function pricingAt(url: string): Pricing {
  const get = async (path: string): Promise<Response> => {
    try {
      return await fetch(`${url}${path}`, { signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      throw new PricingUnavailableError((error as Error).message, { cause: error });
    }
  };
  return {
    async priceOf(product, quantity) {
      const response = await get(`/prices/${encodeURIComponent(product)}?quantity=${quantity}`);
      return response.status === 404 ? undefined : ((await json(response)) as Price);
    },
    async list() {
      const { prices } = (await json(await get('/prices'))) as { prices: Price[] };
      return prices;
    },
  };
}

async function json(response: Response): Promise<unknown> {
  if (!response.ok) throw new PricingUnavailableError(`it answered ${response.status}`);
  return response.json();
}
