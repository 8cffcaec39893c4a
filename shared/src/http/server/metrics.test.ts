import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createNotesService, token } from '../testing/notes-service.ts';

const service = createNotesService();
const { call, post, text } = service;

beforeAll(() => service.start());
afterAll(() => service.stop());

describe('/metrics', () => {
  it('counts requests by method, route template and class of status, never by address', async () => {
    await call('/notes?tag=a');
    await call('/notes?tag=b');
    await call('/notes');
    await post('{"title":"milk"}');
    await call('/notes/0199d5c2-7b6a-7c3e-9a51-3f2b8c4d5e6f', { as: token });
    await call('/broken');
    await call('/secret-0815');
    const metrics = await text('/metrics');
    const requests = (labels: string) => metrics.match(`_duration_seconds_count{${labels}} (.*)`)?.[1];
    expect(requests('method="GET",route="/notes",status_class="2xx"')).toBe('2');
    expect(requests('method="GET",route="/notes",status_class="4xx"')).toBe('1');
    expect(requests('method="POST",route="/notes",status_class="2xx"')).toBe('1');
    expect(requests('method="GET",route="/notes/:id",status_class="2xx"')).toBe('1');
    expect(requests('method="GET",route="/broken",status_class="5xx"')).toBe('1');
    expect(requests('method="GET",route="\\(none\\)",status_class="4xx"')).toBe('1');
    expect(metrics).not.toMatch(/0199d5c2|0815/);
  });

  it('tells how long they took', async () => {
    await call('/fails-late');
    expect(await text('/metrics')).toMatch(/_bucket{le="0.05",.*route="\/fails-late".*} 0\n/);
    expect(await text('/metrics')).toMatch(/_bucket{le="5",.*route="\/fails-late".*} 1\n/);
  });

  it('is for reading alone', async () => {
    const refused = await call('/metrics', { method: 'POST' });
    expect(refused).toMatchObject({ status: 405 });
    expect(refused.headers.get('allow')).toBe('GET, HEAD');
  });
});
