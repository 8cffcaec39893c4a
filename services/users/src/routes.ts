// Everything that users answers over HTTP.

import { problem, type Route, route, type SigningTokens } from '@paidonce/shared/http';
import { z } from 'zod';
import type { Preferences } from './database/preferences.ts';
import type { UserRepository } from './database/user-repository.ts';
import type { UserStatistics } from './database/user-statistics.ts';
import { changePasswordBody, changePasswordHttp } from './features/change-password/change-password.http.ts';
import type { ChangePassword } from './features/change-password/change-password.ts';
import { changeUserBody, changeUserHttp } from './features/change-user/change-user.http.ts';
import type { ChangeUser } from './features/change-user/change-user.ts';
import {
  createUserAnswer,
  createUserBody,
  createUserHttp,
  signUpAnswer,
} from './features/create-user/create-user.http.ts';
import type { CreateUser } from './features/create-user/create-user.ts';
import { listUsers, listUsersQuery } from './features/list-users/list-users.http.ts';
import { logInBody, logInHttp } from './features/log-in/log-in.http.ts';
import type { LogIn } from './features/log-in/log-in.ts';
import {
  preferencesAnswer,
  preferencesBody,
  readPreferences,
  writePreferences,
} from './features/preferences/preferences.http.ts';
import {
  analyticsAnswer,
  readAnalytics,
  readTimeseries,
  timeseriesAnswer,
  timeseriesQuery,
} from './features/read-analytics/read-analytics.http.ts';
import { meAnswer, readMe } from './features/read-me/read-me.http.ts';
import { readUser, userParams } from './features/read-user/read-user.http.ts';
import { registerUserBody, registerUserHttp } from './features/register-user/register-user.http.ts';
import type { SignUp } from './features/register-user/sign-up.ts';
import { removeUserHttp } from './features/remove-user/remove-user.http.ts';
import type { RemoveUser } from './features/remove-user/remove-user.ts';
import { resetPasswordAnswer, resetPasswordHttp } from './features/reset-password/reset-password.http.ts';
import type { ResetPassword } from './features/reset-password/reset-password.ts';
import { tokenAnswer } from './features/token-answer.ts';
import { userAnswer } from './features/user-answer.ts';

export type RoutesDependencies = {
  signUp: SignUp;
  createUser: CreateUser;
  logIn: LogIn;
  changeUser: ChangeUser;
  removeUser: RemoveUser;
  resetPassword: ResetPassword;
  changePassword: ChangePassword;
  users: UserRepository;
  preferences: Preferences;
  statistics: UserStatistics;
  tokens: SigningTokens;
};

const newUser = z.union([signUpAnswer, createUserAnswer]);
const token = tokenAnswer.schema;
const user = userAnswer.schema;

export const routes = (dependencies: RoutesDependencies): Route[] => [
  ...entrance(dependencies),
  ...ownAccount(dependencies),
  ...administration(dependencies),
];

/** What needs no token. */
const entrance = ({ signUp, createUser, logIn, tokens }: RoutesDependencies): Route[] => [
  route(
    {
      method: 'post',
      path: '/users',
      summary: "Signs somebody up, with a token in the answer; with an administrator's token: creates an account",
      who: 'anyone',
      betterWithToken: true,
      body: createUserBody,
      answers: { 201: newUser, 409: problem },
    },
    createUserHttp(createUser, signUp, tokens),
  ),
  route(
    {
      method: 'post',
      path: '/users/register',
      summary: 'Signs somebody up and answers with a token alone',
      who: 'anyone',
      body: registerUserBody,
      answers: { 201: token, 409: problem },
    },
    registerUserHttp(signUp, tokens),
  ),
  ...['/users/login', '/login'].map((path) =>
    route(
      {
        method: 'post',
        path,
        summary: 'Logs in: a token for an hour',
        who: 'anyone',
        body: logInBody,
        answers: { 200: token, 401: problem, 429: problem },
      },
      logInHttp(logIn, tokens),
    ),
  ),
];

const ownAccount = ({ changePassword, users, preferences, tokens }: RoutesDependencies): Route[] => [
  route(
    {
      method: 'get',
      path: '/users/me',
      summary: "One's own account",
      who: 'user',
      answers: { 200: meAnswer, 401: problem },
    },
    readMe(users, preferences),
  ),
  route(
    {
      method: 'get',
      path: '/users/me/preferences',
      summary: "One's own preferences",
      who: 'user',
      answers: { 200: preferencesAnswer },
    },
    readPreferences(preferences),
  ),
  route(
    {
      method: 'put',
      path: '/users/me/preferences',
      summary: "Takes the place of one's preferences",
      who: 'user',
      body: preferencesBody,
      answers: { 200: preferencesAnswer },
    },
    writePreferences(preferences),
  ),
  route(
    {
      method: 'put',
      path: '/users/me/password',
      summary: "Changes one's password, ends all sessions, and begins a new one",
      who: 'user',
      body: changePasswordBody,
      answers: { 200: token, 403: problem, 429: problem },
    },
    changePasswordHttp(changePassword, tokens),
  ),
];

const administration = (dependencies: RoutesDependencies): Route[] => [
  route(
    {
      method: 'get',
      path: '/users',
      summary: 'All accounts, newest first',
      who: 'admin',
      query: listUsersQuery,
      answers: { 200: z.array(user) },
    },
    listUsers(dependencies.users),
  ),
  route(
    {
      method: 'get',
      path: '/users/analytics',
      summary: 'How many accounts there are, by role and by whether they are in use',
      who: 'admin',
      answers: { 200: analyticsAnswer },
    },
    readAnalytics(dependencies.statistics),
  ),
  route(
    {
      method: 'get',
      path: '/users/analytics/timeseries',
      summary: 'Sign-ups of each day, in UTC',
      who: 'admin',
      query: timeseriesQuery,
      answers: { 200: timeseriesAnswer },
    },
    readTimeseries(dependencies.statistics),
  ),
  route(
    {
      method: 'get',
      path: '/users/:id',
      summary: "One account: one's own, or anybody's for an administrator",
      who: 'user',
      params: userParams,
      answers: { 200: user, 404: problem },
    },
    readUser(dependencies.users),
  ),
  route(
    {
      method: 'put',
      path: '/users/:id',
      summary: 'Changes name and email; for an administrator also the role and whether the account is in use',
      who: 'user',
      params: userParams,
      body: changeUserBody,
      answers: { 200: user, 404: problem, 409: problem },
    },
    changeUserHttp(dependencies.changeUser),
  ),
  route(
    {
      method: 'delete',
      path: '/users/:id',
      summary: 'Removes an account for good, unless it is the last administrator',
      who: 'admin',
      params: userParams,
      answers: { 204: z.undefined(), 404: problem, 409: problem },
    },
    removeUserHttp(dependencies.removeUser),
  ),
  route(
    {
      method: 'post',
      path: '/users/:id/reset_password',
      summary: 'Gives an account a random password, told in the answer alone, and ends its sessions',
      who: 'admin',
      params: userParams,
      answers: { 200: resetPasswordAnswer, 404: problem },
    },
    resetPasswordHttp(dependencies.resetPassword),
  ),
];
