// As much of OpenAPI 3.1 as PaidOnce writes: https://spec.openapis.org/oas/v3.1.1.html

import type { z } from 'zod';

export type JsonSchema = z.core.JSONSchema.BaseSchema;
type Reference = { $ref: string };

type Content = Record<string, { schema: JsonSchema | Reference }>;
type Header = { description: string; schema: JsonSchema };

export type OpenApiParameter = {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: JsonSchema;
};

export type OpenApiAnswer = { description: string; headers?: Record<string, Header> | undefined; content?: Content };

export type OpenApiOperation = {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters?: OpenApiParameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, OpenApiAnswer | Reference>;
};

export type OpenApiDocument = {
  openapi: '3.1.1';
  info: { title: string; version: string; description: string };
  servers?: { url: string; description: string }[];
  tags: { name: string }[];
  /** By template (`/orders/{id}`) and method. */
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses: Record<string, OpenApiAnswer>;
    securitySchemes: Record<string, { type: string; scheme: string; bearerFormat: string; description: string }>;
  };
};
