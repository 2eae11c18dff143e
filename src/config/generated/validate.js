// Made by `npm run gen` from the schema constants. Do not edit.
"use strict";
export const validateFile = validate21;
const schema6 = {"$id":"https://backworks.dev/schema/loader.json","type":"object","additionalProperties":false,"required":["endpoints"],"properties":{"name":{"type":"string","minLength":1},"version":{"type":"string","minLength":1},"description":{"type":"string"},"extends":{"anyOf":[{"type":"string","minLength":1},{"type":"array","items":{"type":"string","minLength":1}}]},"include":{"anyOf":[{"type":"string","minLength":1},{"type":"array","items":{"type":"string","minLength":1}}]},"server":{"type":"object","additionalProperties":false,"properties":{"host":{"type":"string","minLength":1},"port":{"type":"integer","minimum":0,"maximum":65535},"max_body":{"type":"string","pattern":"^\\d+(\\.\\d+)?(b|kb|mb|gb)$"},"max_headers":{"type":"string","pattern":"^\\d+(\\.\\d+)?(b|kb|mb|gb)$"},"max_connections":{"type":"integer","minimum":1,"maximum":1000000},"timeout":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"header_timeout":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"keep_alive_timeout":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"shutdown_timeout":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"cors":{"anyOf":[{"type":"boolean"},{"type":"object","additionalProperties":false,"required":["origins"],"properties":{"origins":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"headers":{"type":"array","items":{"type":"string","minLength":1}},"credentials":{"type":"boolean"},"max_age":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"}},"patternProperties":{"^x-":{}}}]}},"patternProperties":{"^x-":{}}},"mode":{"type":"string","enum":["mock","static","proxy"]},"vars":{"type":"object"},"environments":{"type":"object","additionalProperties":{"type":"object"}},"target":{"type":"string","minLength":1},"endpoints":{"type":"object","patternProperties":{"^x-":{}},"additionalProperties":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string"},"methods":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"description":{"type":"string"},"mode":{"type":"string","enum":["mock","static","proxy"]},"mock":{"type":"object","additionalProperties":false,"properties":{"status":{"type":"integer","minimum":200,"maximum":599},"headers":{"type":"object","propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"anyOf":[{"type":["string","number","boolean"]},{"type":"array","items":{"type":["string","number","boolean"]}}]}},"body":{},"text":{"type":"string"},"file":{"type":"string","minLength":1},"delay":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"}},"patternProperties":{"^x-":{}}},"static":{"type":"object","additionalProperties":false,"required":["dir"],"properties":{"dir":{"type":"string","minLength":1},"index":{"type":"string","minLength":1},"fallback":{"type":"string","minLength":1},"headers":{"type":"object","propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"anyOf":[{"type":["string","number","boolean"]},{"type":"array","items":{"type":["string","number","boolean"]}}]}}},"patternProperties":{"^x-":{}}},"proxy":{"type":"object","additionalProperties":false,"required":["target"],"properties":{"target":{"type":"string","minLength":1},"strip_prefix":{"type":"string","minLength":1},"add_prefix":{"type":"string","minLength":1},"preserve_host":{"type":"boolean"},"headers":{"type":"object","propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"anyOf":[{"type":["string","number","boolean"]},{"type":"array","items":{"type":["string","number","boolean"]}}]}},"remove_headers":{"type":"array","items":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"}},"timeouts":{"type":"object","additionalProperties":false,"properties":{"connect":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"first_byte":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"idle":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"total":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"}},"patternProperties":{"^x-":{}}},"max_connections":{"type":"integer","minimum":1,"maximum":100000},"tls":{"type":"object","additionalProperties":false,"properties":{"verify":{"type":"boolean"},"ca":{"type":"string","minLength":1}},"patternProperties":{"^x-":{}}}},"patternProperties":{"^x-":{}}}},"patternProperties":{"^x-":{}}}}},"patternProperties":{"^x-":{}}};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp("^x-", "");
const pattern2 = new RegExp("^\\d+(\\.\\d+)?(b|kb|mb|gb)$", "");
const pattern4 = new RegExp("^\\d+(\\.\\d+)?(ms|s|m|h|d)$", "");
const pattern13 = new RegExp("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", "");

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://backworks.dev/schema/loader.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.endpoints === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "endpoints"},message:"must have required property '"+"endpoints"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((func2.call(schema6.properties, key0)) || (pattern0.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if(typeof data1 === "string"){
if(data1.length < 1){
const err4 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.description !== undefined){
if(typeof data.description !== "string"){
const err6 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.extends !== undefined){
let data3 = data.extends;
const _errs9 = errors;
let valid1 = false;
const _errs10 = errors;
if(typeof data3 === "string"){
if(data3.length < 1){
const err7 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/anyOf/0/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
var _valid0 = _errs10 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs12 = errors;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(data4.length < 1){
const err9 = {instancePath:instancePath+"/extends/" + i0,schemaPath:"#/properties/extends/anyOf/1/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/extends/" + i0,schemaPath:"#/properties/extends/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var _valid0 = _errs12 === errors;
valid1 = valid1 || _valid0;
}
if(!valid1){
const err12 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
else {
errors = _errs9;
if(vErrors !== null){
if(_errs9){
vErrors.length = _errs9;
}
else {
vErrors = null;
}
}
}
}
if(data.include !== undefined){
let data5 = data.include;
const _errs17 = errors;
let valid4 = false;
const _errs18 = errors;
if(typeof data5 === "string"){
if(data5.length < 1){
const err13 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/anyOf/0/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid1 = _errs18 === errors;
valid4 = valid4 || _valid1;
if(!valid4){
const _errs20 = errors;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(data6.length < 1){
const err15 = {instancePath:instancePath+"/include/" + i1,schemaPath:"#/properties/include/anyOf/1/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/include/" + i1,schemaPath:"#/properties/include/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var _valid1 = _errs20 === errors;
valid4 = valid4 || _valid1;
}
if(!valid4){
const err18 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
else {
errors = _errs17;
if(vErrors !== null){
if(_errs17){
vErrors.length = _errs17;
}
else {
vErrors = null;
}
}
}
}
if(data.server !== undefined){
let data7 = data.server;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 in data7){
if(!((func2.call(schema6.properties.server.properties, key1)) || (pattern0.test(key1)))){
const err19 = {instancePath:instancePath+"/server",schemaPath:"#/properties/server/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data7.host !== undefined){
let data8 = data7.host;
if(typeof data8 === "string"){
if(data8.length < 1){
const err20 = {instancePath:instancePath+"/server/host",schemaPath:"#/properties/server/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/server/host",schemaPath:"#/properties/server/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data7.port !== undefined){
let data9 = data7.port;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err22 = {instancePath:instancePath+"/server/port",schemaPath:"#/properties/server/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 65535 || isNaN(data9)){
const err23 = {instancePath:instancePath+"/server/port",schemaPath:"#/properties/server/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data9 < 0 || isNaN(data9)){
const err24 = {instancePath:instancePath+"/server/port",schemaPath:"#/properties/server/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
if(data7.max_body !== undefined){
let data10 = data7.max_body;
if(typeof data10 === "string"){
if(!pattern2.test(data10)){
const err25 = {instancePath:instancePath+"/server/max_body",schemaPath:"#/properties/server/properties/max_body/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(b|kb|mb|gb)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(b|kb|mb|gb)$"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/server/max_body",schemaPath:"#/properties/server/properties/max_body/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data7.max_headers !== undefined){
let data11 = data7.max_headers;
if(typeof data11 === "string"){
if(!pattern2.test(data11)){
const err27 = {instancePath:instancePath+"/server/max_headers",schemaPath:"#/properties/server/properties/max_headers/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(b|kb|mb|gb)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(b|kb|mb|gb)$"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/server/max_headers",schemaPath:"#/properties/server/properties/max_headers/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data7.max_connections !== undefined){
let data12 = data7.max_connections;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err29 = {instancePath:instancePath+"/server/max_connections",schemaPath:"#/properties/server/properties/max_connections/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 1000000 || isNaN(data12)){
const err30 = {instancePath:instancePath+"/server/max_connections",schemaPath:"#/properties/server/properties/max_connections/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data12 < 1 || isNaN(data12)){
const err31 = {instancePath:instancePath+"/server/max_connections",schemaPath:"#/properties/server/properties/max_connections/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
if(data7.timeout !== undefined){
let data13 = data7.timeout;
if(typeof data13 === "string"){
if(!pattern4.test(data13)){
const err32 = {instancePath:instancePath+"/server/timeout",schemaPath:"#/properties/server/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/server/timeout",schemaPath:"#/properties/server/properties/timeout/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data7.header_timeout !== undefined){
let data14 = data7.header_timeout;
if(typeof data14 === "string"){
if(!pattern4.test(data14)){
const err34 = {instancePath:instancePath+"/server/header_timeout",schemaPath:"#/properties/server/properties/header_timeout/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/server/header_timeout",schemaPath:"#/properties/server/properties/header_timeout/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data7.keep_alive_timeout !== undefined){
let data15 = data7.keep_alive_timeout;
if(typeof data15 === "string"){
if(!pattern4.test(data15)){
const err36 = {instancePath:instancePath+"/server/keep_alive_timeout",schemaPath:"#/properties/server/properties/keep_alive_timeout/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/server/keep_alive_timeout",schemaPath:"#/properties/server/properties/keep_alive_timeout/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data7.shutdown_timeout !== undefined){
let data16 = data7.shutdown_timeout;
if(typeof data16 === "string"){
if(!pattern4.test(data16)){
const err38 = {instancePath:instancePath+"/server/shutdown_timeout",schemaPath:"#/properties/server/properties/shutdown_timeout/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/server/shutdown_timeout",schemaPath:"#/properties/server/properties/shutdown_timeout/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data7.cors !== undefined){
let data17 = data7.cors;
const _errs46 = errors;
let valid8 = false;
const _errs47 = errors;
if(typeof data17 !== "boolean"){
const err40 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf/0/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
var _valid2 = _errs47 === errors;
valid8 = valid8 || _valid2;
if(!valid8){
const _errs49 = errors;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.origins === undefined){
const err41 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf/1/required",keyword:"required",params:{missingProperty: "origins"},message:"must have required property '"+"origins"+"'"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
for(const key2 in data17){
if(!(((((key2 === "origins") || (key2 === "headers")) || (key2 === "credentials")) || (key2 === "max_age")) || (pattern0.test(key2)))){
const err42 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data17.origins !== undefined){
let data18 = data17.origins;
if(Array.isArray(data18)){
if(data18.length < 1){
const err43 = {instancePath:instancePath+"/server/cors/origins",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/origins/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
const len2 = data18.length;
for(let i2=0; i2<len2; i2++){
let data19 = data18[i2];
if(typeof data19 === "string"){
if(data19.length < 1){
const err44 = {instancePath:instancePath+"/server/cors/origins/" + i2,schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/origins/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/server/cors/origins/" + i2,schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/origins/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/server/cors/origins",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/origins/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data17.headers !== undefined){
let data20 = data17.headers;
if(Array.isArray(data20)){
const len3 = data20.length;
for(let i3=0; i3<len3; i3++){
let data21 = data20[i3];
if(typeof data21 === "string"){
if(data21.length < 1){
const err47 = {instancePath:instancePath+"/server/cors/headers/" + i3,schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/headers/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/server/cors/headers/" + i3,schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/headers/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/server/cors/headers",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/headers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data17.credentials !== undefined){
if(typeof data17.credentials !== "boolean"){
const err50 = {instancePath:instancePath+"/server/cors/credentials",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/credentials/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data17.max_age !== undefined){
let data23 = data17.max_age;
if(typeof data23 === "string"){
if(!pattern4.test(data23)){
const err51 = {instancePath:instancePath+"/server/cors/max_age",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/max_age/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/server/cors/max_age",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/max_age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
else {
const err53 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
var _valid2 = _errs49 === errors;
valid8 = valid8 || _valid2;
}
if(!valid8){
const err54 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
else {
errors = _errs46;
if(vErrors !== null){
if(_errs46){
vErrors.length = _errs46;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err55 = {instancePath:instancePath+"/server",schemaPath:"#/properties/server/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.mode !== undefined){
let data24 = data.mode;
if(typeof data24 !== "string"){
const err56 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(!(((data24 === "mock") || (data24 === "static")) || (data24 === "proxy"))){
const err57 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema6.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data.vars !== undefined){
let data25 = data.vars;
if(!(data25 && typeof data25 == "object" && !Array.isArray(data25))){
const err58 = {instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data.environments !== undefined){
let data26 = data.environments;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
for(const key3 in data26){
let data27 = data26[key3];
if(!(data27 && typeof data27 == "object" && !Array.isArray(data27))){
const err59 = {instancePath:instancePath+"/environments/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/environments/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.target !== undefined){
let data28 = data.target;
if(typeof data28 === "string"){
if(data28.length < 1){
const err61 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
else {
const err62 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data.endpoints !== undefined){
let data29 = data.endpoints;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
for(const key4 in data29){
if(!(pattern0.test(key4))){
let data30 = data29[key4];
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key5 in data30){
if(!((((((((key5 === "path") || (key5 === "methods")) || (key5 === "description")) || (key5 === "mode")) || (key5 === "mock")) || (key5 === "static")) || (key5 === "proxy")) || (pattern0.test(key5)))){
const err63 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data30.path !== undefined){
if(typeof data30.path !== "string"){
const err64 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/path",schemaPath:"#/properties/endpoints/additionalProperties/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data30.methods !== undefined){
let data32 = data30.methods;
if(Array.isArray(data32)){
if(data32.length < 1){
const err65 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods",schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
const len4 = data32.length;
for(let i4=0; i4<len4; i4++){
let data33 = data32[i4];
if(typeof data33 === "string"){
if(data33.length < 1){
const err66 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods/" + i4,schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
else {
const err67 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods/" + i4,schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
let i5 = data32.length;
let j0;
if(i5 > 1){
const indices0 = {};
for(;i5--;){
let item0 = data32[i5];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err68 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods",schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i5+" are identical)"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
break;
}
indices0[item0] = i5;
}
}
}
else {
const err69 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods",schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data30.description !== undefined){
if(typeof data30.description !== "string"){
const err70 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/description",schemaPath:"#/properties/endpoints/additionalProperties/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data30.mode !== undefined){
let data35 = data30.mode;
if(typeof data35 !== "string"){
const err71 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mode",schemaPath:"#/properties/endpoints/additionalProperties/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(!(((data35 === "mock") || (data35 === "static")) || (data35 === "proxy"))){
const err72 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mode",schemaPath:"#/properties/endpoints/additionalProperties/properties/mode/enum",keyword:"enum",params:{allowedValues: schema6.properties.endpoints.additionalProperties.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data30.mock !== undefined){
let data36 = data30.mock;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
for(const key6 in data36){
if(!(((((((key6 === "status") || (key6 === "headers")) || (key6 === "body")) || (key6 === "text")) || (key6 === "file")) || (key6 === "delay")) || (pattern0.test(key6)))){
const err73 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data36.status !== undefined){
let data37 = data36.status;
if(!(((typeof data37 == "number") && (!(data37 % 1) && !isNaN(data37))) && (isFinite(data37)))){
const err74 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/status",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/status/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if((typeof data37 == "number") && (isFinite(data37))){
if(data37 > 599 || isNaN(data37)){
const err75 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/status",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/status/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},message:"must be <= 599"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(data37 < 200 || isNaN(data37)){
const err76 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/status",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/status/minimum",keyword:"minimum",params:{comparison: ">=", limit: 200},message:"must be >= 200"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
if(data36.headers !== undefined){
let data38 = data36.headers;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key7 in data38){
const _errs98 = errors;
if(typeof key7 === "string"){
if(!pattern13.test(key7)){
const err77 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\"",propertyName:key7};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
var valid21 = _errs98 === errors;
if(!valid21){
const err78 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key7},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
for(const key8 in data38){
let data39 = data38[key8];
const _errs101 = errors;
let valid23 = false;
const _errs102 = errors;
if(((typeof data39 !== "string") && (!((typeof data39 == "number") && (isFinite(data39))))) && (typeof data39 !== "boolean")){
const err79 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/additionalProperties/anyOf/0/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.mock.properties.headers.additionalProperties.anyOf[0].type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
var _valid3 = _errs102 === errors;
valid23 = valid23 || _valid3;
if(!valid23){
const _errs104 = errors;
if(Array.isArray(data39)){
const len5 = data39.length;
for(let i6=0; i6<len5; i6++){
let data40 = data39[i6];
if(((typeof data40 !== "string") && (!((typeof data40 == "number") && (isFinite(data40))))) && (typeof data40 !== "boolean")){
const err80 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i6,schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/additionalProperties/anyOf/1/items/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.mock.properties.headers.additionalProperties.anyOf[1].items.type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
else {
const err81 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
var _valid3 = _errs104 === errors;
valid23 = valid23 || _valid3;
}
if(!valid23){
const err82 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
else {
errors = _errs101;
if(vErrors !== null){
if(_errs101){
vErrors.length = _errs101;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err83 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data36.text !== undefined){
if(typeof data36.text !== "string"){
const err84 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/text",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data36.file !== undefined){
let data42 = data36.file;
if(typeof data42 === "string"){
if(data42.length < 1){
const err85 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/file",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
else {
const err86 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/file",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data36.delay !== undefined){
let data43 = data36.delay;
if(typeof data43 === "string"){
if(!pattern4.test(data43)){
const err87 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/delay",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/delay/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
else {
const err88 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/delay",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/delay/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
else {
const err89 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data30.static !== undefined){
let data44 = data30.static;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
if(data44.dir === undefined){
const err90 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/required",keyword:"required",params:{missingProperty: "dir"},message:"must have required property '"+"dir"+"'"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
for(const key9 in data44){
if(!(((((key9 === "dir") || (key9 === "index")) || (key9 === "fallback")) || (key9 === "headers")) || (pattern0.test(key9)))){
const err91 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data44.dir !== undefined){
let data45 = data44.dir;
if(typeof data45 === "string"){
if(data45.length < 1){
const err92 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/dir",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/dir/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
else {
const err93 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/dir",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/dir/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data44.index !== undefined){
let data46 = data44.index;
if(typeof data46 === "string"){
if(data46.length < 1){
const err94 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/index",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/index/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
else {
const err95 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/index",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/index/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data44.fallback !== undefined){
let data47 = data44.fallback;
if(typeof data47 === "string"){
if(data47.length < 1){
const err96 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/fallback",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/fallback/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
else {
const err97 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/fallback",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/fallback/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data44.headers !== undefined){
let data48 = data44.headers;
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
for(const key10 in data48){
const _errs125 = errors;
if(typeof key10 === "string"){
if(!pattern13.test(key10)){
const err98 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\"",propertyName:key10};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
var valid27 = _errs125 === errors;
if(!valid27){
const err99 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key10},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
for(const key11 in data48){
let data49 = data48[key11];
const _errs128 = errors;
let valid29 = false;
const _errs129 = errors;
if(((typeof data49 !== "string") && (!((typeof data49 == "number") && (isFinite(data49))))) && (typeof data49 !== "boolean")){
const err100 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/additionalProperties/anyOf/0/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.static.properties.headers.additionalProperties.anyOf[0].type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
var _valid4 = _errs129 === errors;
valid29 = valid29 || _valid4;
if(!valid29){
const _errs131 = errors;
if(Array.isArray(data49)){
const len6 = data49.length;
for(let i7=0; i7<len6; i7++){
let data50 = data49[i7];
if(((typeof data50 !== "string") && (!((typeof data50 == "number") && (isFinite(data50))))) && (typeof data50 !== "boolean")){
const err101 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i7,schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/additionalProperties/anyOf/1/items/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.static.properties.headers.additionalProperties.anyOf[1].items.type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
}
else {
const err102 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
var _valid4 = _errs131 === errors;
valid29 = valid29 || _valid4;
}
if(!valid29){
const err103 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
else {
errors = _errs128;
if(vErrors !== null){
if(_errs128){
vErrors.length = _errs128;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err104 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
}
else {
const err105 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/static",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data30.proxy !== undefined){
let data51 = data30.proxy;
if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
if(data51.target === undefined){
const err106 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/required",keyword:"required",params:{missingProperty: "target"},message:"must have required property '"+"target"+"'"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
for(const key12 in data51){
if(!((func2.call(schema6.properties.endpoints.additionalProperties.properties.proxy.properties, key12)) || (pattern0.test(key12)))){
const err107 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data51.target !== undefined){
let data52 = data51.target;
if(typeof data52 === "string"){
if(data52.length < 1){
const err108 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/target",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/target/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
else {
const err109 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/target",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
if(data51.strip_prefix !== undefined){
let data53 = data51.strip_prefix;
if(typeof data53 === "string"){
if(data53.length < 1){
const err110 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/strip_prefix",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/strip_prefix/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
else {
const err111 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/strip_prefix",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/strip_prefix/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data51.add_prefix !== undefined){
let data54 = data51.add_prefix;
if(typeof data54 === "string"){
if(data54.length < 1){
const err112 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/add_prefix",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/add_prefix/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
else {
const err113 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/add_prefix",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/add_prefix/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
if(data51.preserve_host !== undefined){
if(typeof data51.preserve_host !== "boolean"){
const err114 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/preserve_host",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/preserve_host/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data51.headers !== undefined){
let data56 = data51.headers;
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
for(const key13 in data56){
const _errs148 = errors;
if(typeof key13 === "string"){
if(!pattern13.test(key13)){
const err115 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\"",propertyName:key13};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
var valid33 = _errs148 === errors;
if(!valid33){
const err116 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key13},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
for(const key14 in data56){
let data57 = data56[key14];
const _errs151 = errors;
let valid35 = false;
const _errs152 = errors;
if(((typeof data57 !== "string") && (!((typeof data57 == "number") && (isFinite(data57))))) && (typeof data57 !== "boolean")){
const err117 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers/" + key14.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/additionalProperties/anyOf/0/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.proxy.properties.headers.additionalProperties.anyOf[0].type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
var _valid5 = _errs152 === errors;
valid35 = valid35 || _valid5;
if(!valid35){
const _errs154 = errors;
if(Array.isArray(data57)){
const len7 = data57.length;
for(let i8=0; i8<len7; i8++){
let data58 = data57[i8];
if(((typeof data58 !== "string") && (!((typeof data58 == "number") && (isFinite(data58))))) && (typeof data58 !== "boolean")){
const err118 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers/" + key14.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i8,schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/additionalProperties/anyOf/1/items/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.proxy.properties.headers.additionalProperties.anyOf[1].items.type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
else {
const err119 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers/" + key14.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
var _valid5 = _errs154 === errors;
valid35 = valid35 || _valid5;
}
if(!valid35){
const err120 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers/" + key14.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
else {
errors = _errs151;
if(vErrors !== null){
if(_errs151){
vErrors.length = _errs151;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err121 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
if(data51.remove_headers !== undefined){
let data59 = data51.remove_headers;
if(Array.isArray(data59)){
const len8 = data59.length;
for(let i9=0; i9<len8; i9++){
let data60 = data59[i9];
if(typeof data60 === "string"){
if(!pattern13.test(data60)){
const err122 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/remove_headers/" + i9,schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/remove_headers/items/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\""};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
else {
const err123 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/remove_headers/" + i9,schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/remove_headers/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
}
else {
const err124 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/remove_headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/remove_headers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
if(data51.timeouts !== undefined){
let data61 = data51.timeouts;
if(data61 && typeof data61 == "object" && !Array.isArray(data61)){
for(const key15 in data61){
if(!(((((key15 === "connect") || (key15 === "first_byte")) || (key15 === "idle")) || (key15 === "total")) || (pattern0.test(key15)))){
const err125 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
if(data61.connect !== undefined){
let data62 = data61.connect;
if(typeof data62 === "string"){
if(!pattern4.test(data62)){
const err126 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/connect",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/connect/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
else {
const err127 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/connect",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/connect/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
if(data61.first_byte !== undefined){
let data63 = data61.first_byte;
if(typeof data63 === "string"){
if(!pattern4.test(data63)){
const err128 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/first_byte",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/first_byte/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
else {
const err129 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/first_byte",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/first_byte/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
if(data61.idle !== undefined){
let data64 = data61.idle;
if(typeof data64 === "string"){
if(!pattern4.test(data64)){
const err130 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/idle",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/idle/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
else {
const err131 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/idle",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/idle/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
if(data61.total !== undefined){
let data65 = data61.total;
if(typeof data65 === "string"){
if(!pattern4.test(data65)){
const err132 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/total",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/total/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
else {
const err133 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/total",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/total/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
}
else {
const err134 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
if(data51.max_connections !== undefined){
let data66 = data51.max_connections;
if(!(((typeof data66 == "number") && (!(data66 % 1) && !isNaN(data66))) && (isFinite(data66)))){
const err135 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/max_connections",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/max_connections/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
if((typeof data66 == "number") && (isFinite(data66))){
if(data66 > 100000 || isNaN(data66)){
const err136 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/max_connections",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/max_connections/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000"};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
if(data66 < 1 || isNaN(data66)){
const err137 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/max_connections",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/max_connections/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
}
if(data51.tls !== undefined){
let data67 = data51.tls;
if(data67 && typeof data67 == "object" && !Array.isArray(data67)){
for(const key16 in data67){
if(!(((key16 === "verify") || (key16 === "ca")) || (pattern0.test(key16)))){
const err138 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
if(data67.verify !== undefined){
if(typeof data67.verify !== "boolean"){
const err139 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls/verify",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/properties/verify/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
if(data67.ca !== undefined){
let data69 = data67.ca;
if(typeof data69 === "string"){
if(data69.length < 1){
const err140 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls/ca",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/properties/ca/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
else {
const err141 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls/ca",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/properties/ca/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
}
else {
const err142 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
}
else {
const err143 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
}
else {
const err144 = {instancePath:instancePath+"/endpoints/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
}
}
else {
const err145 = {instancePath:instancePath+"/endpoints",schemaPath:"#/properties/endpoints/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
}
else {
const err146 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}

