export { default } from './src/spec/index.ts';
