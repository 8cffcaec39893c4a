// What handlers return. The shape of the body is checked against the route's `answers` by the compiler.

export type Answer<Status extends number = number, Body = unknown> = {
  status: Status;
  body: Body;
  headers?: Record<string, string> | undefined;
  /** Media type of a body that is a text already; JSON is made of any other. */
  type?: string;
};

/** 200 with a JSON body. */
export const ok = <const Body>(body: Body, headers?: Record<string, string>): Answer<200, Body> => ({
  status: 200,
  body,
  headers,
});

/** 201: something new exists now. */
export const created = <const Body>(body: Body, headers?: Record<string, string>): Answer<201, Body> => ({
  status: 201,
  body,
  headers,
});

/** 204: done, and there is nothing to show. In the route's table: `204: z.undefined()`. */
export const noContent = (): Answer<204, undefined> => ({ status: 204, body: undefined });
