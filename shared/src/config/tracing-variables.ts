// OpenTelemetry's usual variables, for every service: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/

import { z } from 'zod';
import { httpUrl } from './variables.ts';

/** To be spread into a service's schema. */
export const tracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl
    .optional()
    .describe('Base address of a collector that takes traces by OTLP over HTTP; without it none are made.'),
  OTEL_SERVICE_NAME: z.string().optional().describe('Name of the service in traces, if not its usual one.'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/, 'must be a number from 0 to 1')
    .transform(Number)
    .default(1)
    .describe(
      'Which part of the traces that begin at this service is collected, from 0 to 1; one that comes along has been decided.',
    ),
};
