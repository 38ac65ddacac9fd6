/**
 * Quantile of the ratio of two gamma variables: how long `wanted` more events take, in units of the time
 * in which `seen` were counted, where nothing is known of their rate but that count. (The beta prime
 * distribution; for one event, `(1 - p) ** (-1 / seen) - 1`.)
 *
 * @param p between 0 and 1, both excluded
 */
export function gammaRatioQuantile(p: number, wanted: number, seen: number): number {
  // x = ratio / (1 + ratio) is beta distributed, on 0 to 1, so halving finds it.
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, wanted, seen) < p) low = middle;
    else high = middle;
  }
  const x = (low + high) / 2;
  return x / (1 - x);
}

/**
 * The regularised incomplete beta function, by its continued fraction (Abramowitz and Stegun 26.5.8,
 * evaluated by Lentz's method).
 */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on this side alone.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(
    a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b),
  );
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let fraction = d;
  for (let m = 1; m <= 500; m++) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / (1 + term * d || tiny);
      c = 1 + term / c || tiny;
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-12) break;
  }
  return (front * fraction) / a;
}

/** By Stirling's series, raised to where it is exact to twelve digits. */
function logGamma(x: number): number {
  if (x < 10) return logGamma(x + 1) - Math.log(x);
  const inverse = 1 / (x * x);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / x;
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}
