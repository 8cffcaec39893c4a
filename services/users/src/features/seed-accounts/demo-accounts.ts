/** The accounts of the README, whose password everybody knows. */
export const demoPassword = 'password123';

export const demoAccounts = [
  { name: 'Admin', email: 'admin@test.com', role: 'admin' },
  { name: 'Bob', email: 'bob@example.com', role: 'user' },
] as const;
