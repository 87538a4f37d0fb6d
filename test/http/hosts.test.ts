import { describe, expect, test } from 'vitest'
import { HostList, isLoopback, splitHostPort } from '../../src/http/hosts.js'

describe('splitHostPort', () => {
  test.each([
    ['Registry.Example:5000', 'registry.example', 5000],
    ['registry.example.', 'registry.example', undefined],
    ['10.0.0.1:80', '10.0.0.1', 80],
    ['[::1]:5000', '::1', 5000],
    ['[2001:DB8::1]', '2001:db8::1', undefined],
    ['::1', '::1', undefined],
  ])('%s', (text, host, port) => {
    expect(splitHostPort(text)).toEqual({ host, port })
  })
})

test.each([
  ['localhost', true],
  ['LOCALHOST:5000', true],
  ['registry.localhost:5000', true],
  ['127.0.0.1:5000', true],
  ['127.9.9.9', true],
  ['[::1]:5000', true],
  ['128.0.0.1', false],
  ['localhost.example.com', false],
  ['notlocalhost', false],
])('isLoopback(%s) is %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})

describe('HostList, the language of NO_PROXY', () => {
  test.each([
    ['*', 'anything.example', 443, true],
    ['', 'anything.example', 443, false],
    ['example.com', 'example.com', 443, true],
    ['example.com', 'a.b.example.com', 443, true],
    ['example.com', 'notexample.com', 443, false],
    ['EXAMPLE.com', 'example.com', 443, true],
    ['.example.com', 'a.example.com', 443, true],
    ['.example.com', 'example.com', 443, false],
    ['*.example.com', 'a.example.com', 443, true],
    ['example.com:5000', 'example.com', 5000, true],
    ['example.com:5000', 'example.com', 443, false],
    ['.example.com:5000', 'a.example.com', 5000, true],
    ['10.0.0.0/8', '10.200.3.4', 443, true],
    ['10.0.0.0/8', '11.0.0.1', 443, false],
    ['10.0.0.0/8', 'ten.example', 443, false],
    ['192.168.1.5', '192.168.1.5', 443, true],
    ['1.5', '192.168.1.5', 443, false],
    ['2001:db8::/32', '2001:db8::7', 443, true],
    ['[2001:db8::7]:5000', '2001:db8::7', 5000, true],
    ['[2001:db8::7]:5000', '2001:db8::7', 443, false],
    ['a.example, b.example  c.example', 'c.example', 443, true],
    ['10.0.0.0/99,b.example', 'b.example', 443, true],
  ])('%j and %s:%d', (list, host, port, expected) => {
    expect(new HostList(list).includes(host, port)).toBe(expected)
  })
})
