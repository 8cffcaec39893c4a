// Everything that users answers over HTTP.

import { problem, type Route, route, type SigningTokens } from '@paidonce/shared/http';
import { z } from 'zod';
import type { UserRepository } from './database/user-repository.ts';
import {
  createUserAnswer,
  createUserBody,
  createUserHttp,
  signUpAnswer,
} from './features/create-user/create-user.http.ts';
import type { CreateUser } from './features/create-user/create-user.ts';
import { logInBody, logInHttp } from './features/log-in/log-in.http.ts';
import type { LogIn } from './features/log-in/log-in.ts';
import { meAnswer, readMe } from './features/read-me/read-me.http.ts';
import { registerUserBody, registerUserHttp } from './features/register-user/register-user.http.ts';
import type { RegisterUser } from './features/register-user/register-user.ts';
import { tokenAnswer } from './features/token-answer.ts';

export type RoutesDependencies = {
  registerUser: RegisterUser;
  createUser: CreateUser;
  logIn: LogIn;
  users: UserRepository;
  tokens: SigningTokens;
};

const who = 'anyone';
const newUser = z.union([signUpAnswer, createUserAnswer]);
const token = tokenAnswer.schema;

export const routes = ({ registerUser, createUser, logIn, users, tokens }: RoutesDependencies): Route[] => [
  route(
    {
      method: 'post',
      path: '/users',
      summary: "Signs somebody up, with a token in the answer; with an administrator's token: creates an account",
      who,
      body: createUserBody,
      answers: { 201: newUser, 409: problem },
    },
    createUserHttp(createUser, registerUser, tokens),
  ),
  route(
    {
      method: 'post',
      path: '/users/register',
      summary: 'Signs somebody up and answers with a token alone',
      who,
      body: registerUserBody,
      answers: { 201: token, 409: problem },
    },
    registerUserHttp(registerUser, tokens),
  ),
  route(
    {
      method: 'post',
      path: '/users/login',
      summary: 'Logs in: a token for an hour',
      who,
      body: logInBody,
      answers: { 200: token, 401: problem },
    },
    logInHttp(logIn, tokens),
  ),
  route(
    {
      method: 'post',
      path: '/login',
      summary: 'Logs in: a token for an hour',
      who,
      body: logInBody,
      answers: { 200: token, 401: problem },
    },
    logInHttp(logIn, tokens),
  ),
  route(
    {
      method: 'get',
      path: '/users/me',
      summary: "One's own account",
      who: 'user',
      answers: { 200: meAnswer, 401: problem },
    },
    readMe(users),
  ),
];
