/** Plain data as JSON: two spaces, keys in the order of the object, ending in a newline. */
export const toJson = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
