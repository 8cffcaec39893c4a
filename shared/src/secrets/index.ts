// Passwords that are made for somebody, and can be recognised wherever they turn up.

export { makePassword } from './make-password.ts';
