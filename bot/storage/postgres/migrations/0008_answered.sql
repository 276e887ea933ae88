-- What people say is kept until it is answered; of what was answered before, the words go now.

UPDATE heard SET raw = '{}' WHERE state = 'done';
