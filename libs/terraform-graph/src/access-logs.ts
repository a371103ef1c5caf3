import { resourcesOf, type Graph } from './graph';
import { resourceAt, textAt } from './read-attribute';
import { writtenTextAt } from './written-attribute';

/** What an API stage writes of each request. */
export interface AccessLog {
  readonly restApi: string;
  readonly apiStage: string;
  /** With `$context.…` variables. */
  readonly format: string;
}

/**
 * The access logs of API stages that have one.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function accessLogsOf(graph: Graph): AccessLog[] {
  return resourcesOf(graph, 'aws_api_gateway_stage').flatMap((apiStage) => {
    const format = writtenTextAt(graph, apiStage, ['access_log_settings', 'format']);
    if (format === undefined) return [];
    const api = resourceAt(graph, apiStage, ['rest_api_id'], 'aws_api_gateway_rest_api');
    return [
      {
        restApi: textAt(graph, api, ['name']),
        apiStage: textAt(graph, apiStage, ['stage_name']),
        format,
      },
    ];
  });
}
