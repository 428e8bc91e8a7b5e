import { parseUpid } from './upid';

describe('parseUpid', () => {
  it('takes a task of a token apart', () => {
    expect(
      parseUpid(
        'UPID:nexus:0003F1A2:0A1B2C3D:69239F00:qmstart:100:ctrl@pve!operate:',
      ),
    ).toEqual({
      node: 'nexus',
      startedAt: new Date(0x69239f00 * 1000),
      type: 'qmstart',
      id: '100',
      user: 'ctrl@pve!operate',
    });
  });

  it('takes nine digits of pstart, and a task that is about nothing', () => {
    expect(
      parseUpid('UPID:a-b.c:0003F1A2:10A1B2C3D:69239F00:aptupdate::root@pam:'),
    ).toMatchObject({ node: 'a-b.c', type: 'aptupdate', id: '' });
  });

  it.each([
    '',
    'UPID:nexus:1:2:3:qmstart:100:root@pam:',
    'UPID:nexus:0003F1A2:0A1B2C3D:69239F00:qmstart:100:root@pam',
    'UPID:ne/xus x:0003F1A2:0A1B2C3D:69239F00:qmstart:100:root@pam:',
  ])('knows that %j is none', text => {
    expect(parseUpid(text)).toBeUndefined();
  });
});
