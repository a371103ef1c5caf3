export { routingCases, type RoutingCase } from './case-file';
export { generatedRequest, generatedTable } from './generated-tables';
export { evaluateNaively, type NaiveRequest } from './naive-evaluator';
export { summaryOf } from './summary';
