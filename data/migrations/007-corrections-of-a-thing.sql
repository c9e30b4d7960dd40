-- What was corrected is asked for by the thing, whenever its history is opened.
create index on corrections (collection, fid);
