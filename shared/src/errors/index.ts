export { Problem, type ProblemOptions } from './problem.ts';
export {
  BadGateway,
  BadRequest,
  Conflict,
  type FieldError,
  Forbidden,
  GatewayTimeout,
  InvalidInput,
  MethodNotAllowed,
  NotFound,
  PayloadTooLarge,
  PreconditionFailed,
  RequestTimeout,
  TooManyRequests,
  Unauthorized,
  Unavailable,
  UnsupportedMediaType,
} from './problems.ts';
export { asProblem, type ProblemDocument, toProblemDocument } from './to-problem-document.ts';
