export * from './action';
export * from './bulk';
export { nameSome, type BulkItem, type LeftItem } from './bulk-tally';
export { createActionRoutes } from './action-routes';
export * from './reading-tool';
export { registerTools } from './register-tools';
export { toZodV3 } from './zod-v3';
export {
  templateAction,
  type TemplateActionDefinition,
  type TemplateStep,
} from './template-action';
