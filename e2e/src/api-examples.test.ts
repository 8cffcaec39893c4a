import { describe, expect, it } from '@jest/globals';
import { openApiDocument } from '@paidonce/shared/http';
import { z } from 'zod';
import { everyRoute } from './support/every-route.ts';

const withBody = everyRoute.flatMap(({ service, route }) =>
  route.body ? [{ service, route, body: route.body, method: route.method.toUpperCase() }] : [],
);

const withExamples = z.object({ schema: z.object({ examples: z.array(z.unknown()).min(1) }) });

describe('the page to try the API', () => {
  it.each(withBody)('begins $method $route.path with a body that it takes', ({ service, route, body }) => {
    const [path] = Object.values(openApiDocument(service, [route]).paths);
    const { schema } = withExamples.parse(path?.[route.method]?.requestBody?.content['application/json']);
    for (const example of schema.examples) expect(body.safeParse(example)).toMatchObject({ success: true });
  });
});
