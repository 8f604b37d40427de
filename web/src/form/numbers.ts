/** How numbers are written where the person is. */
function part(type: Intl.NumberFormatPartTypes, options: Intl.NumberFormatOptions = {}): string | undefined {
  return new Intl.NumberFormat(undefined, options).formatToParts(12_345.6).find((one) => one.type === type)?.value;
}

export function decimalSign(): string {
  return part('decimal') ?? '.';
}

export function groupSign(): string {
  return part('group') ?? ',';
}

export function currencySign(currency: string): string {
  try {
    return part('currency', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }) ?? currency;
  } catch {
    return currency;
  }
}
