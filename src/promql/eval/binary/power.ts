const bits = new DataView(new ArrayBuffer(8));

/**
 * A power as Go computes it. Go takes 1 to any power, and -1 to an infinite one, for 1, where JavaScript says NaN; and
 * it multiplies whole powers out, so that the last bits differ from those of the C library.
 */
export function power(base: number, exponent: number): number {
  if (base === 1) return 1;
  if (base === -1 && (exponent === Number.POSITIVE_INFINITY || exponent === Number.NEGATIVE_INFINITY)) return 1;
  const whole = Number.isInteger(exponent) && Math.abs(exponent) < 2 ** 53;
  if (!whole || exponent === 0 || exponent === 1 || base === 0 || !Number.isFinite(base)) return base ** exponent;
  return wholePower(base, exponent);
}

/** Repeated squaring of the mantissa, with the exponent of 2 kept apart. */
function wholePower(base: number, exponent: number): number {
  let [square, squareExponent] = split(base);
  let product = 1;
  let productExponent = 0;
  for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
    if (squareExponent < -4096 || squareExponent > 4096) {
      productExponent += squareExponent;
      break;
    }
    if (rest % 2 === 1) {
      product *= square;
      productExponent += squareExponent;
    }
    square *= square;
    squareExponent *= 2;
    if (square < 0.5) {
      square *= 2;
      squareExponent--;
    }
  }
  return exponent < 0 ? scale(1 / product, -productExponent) : scale(product, productExponent);
}

/** A finite number other than 0 as a mantissa from 0.5 to 1 and an exponent of 2. */
function split(value: number): [mantissa: number, exponent: number] {
  if (Math.abs(value) < 2 ** -1022) {
    const [mantissa, exponent] = split(value * 2 ** 54);
    return [mantissa, exponent - 54];
  }
  bits.setFloat64(0, value);
  const exponent = (bits.getUint16(0) >> 4) & 0x7ff;
  return [value / 2 ** (exponent - 1022), exponent - 1022];
}

/** `value * 2^exponent` with one rounding even where the power itself is no number. */
function scale(value: number, exponent: number): number {
  if (exponent > 1000) return scale(value * 2 ** 1000, Math.min(exponent, 5000) - 1000);
  if (exponent < -1000) return exponent < -3000 ? value * 0 : scale(value * 2 ** -900, exponent + 900);
  return value * 2 ** exponent;
}
