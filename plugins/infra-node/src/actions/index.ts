export * from './action';
export * from './bulk';
export { createActionRoutes } from './action-routes';
export * from './reading-tool';
export { registerTools } from './register-tools';
export { toZodV3 } from './zod-v3';
