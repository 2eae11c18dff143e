// Made by `npm run gen` from the schema constants. Do not edit.
"use strict";
export const validateFile = validate21;
const schema6 = {"$id":"https://backworks.dev/schema/loader.json","type":"object","additionalProperties":false,"required":["endpoints"],"properties":{"name":{"type":"string","minLength":1},"version":{"type":"string","minLength":1},"description":{"type":"string"},"extends":{"anyOf":[{"type":"string","minLength":1},{"type":"array","items":{"type":"string","minLength":1}}]},"include":{"anyOf":[{"type":"string","minLength":1},{"type":"array","items":{"type":"string","minLength":1}}]},"server":{"type":"object","additionalProperties":false,"properties":{"host":{"type":"string","minLength":1},"port":{"type":"integer","minimum":0,"maximum":65535},"max_body":{"type":"string","pattern":"^\\d+(\\.\\d+)?(b|kb|mb|gb)$"},"max_headers":{"type":"string","pattern":"^\\d+(\\.\\d+)?(b|kb|mb|gb)$"},"max_connections":{"type":"integer","minimum":1,"maximum":1000000},"timeout":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"header_timeout":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"keep_alive_timeout":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"shutdown_timeout":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"tls":{"anyOf":[{"type":"string","enum":["auto","off"]},{"type":"object","additionalProperties":false,"required":["cert","key"],"properties":{"cert":{"type":"string"},"key":{"type":"string"}},"patternProperties":{"^x-":{}}}]},"cors":{"anyOf":[{"type":"boolean"},{"type":"object","additionalProperties":false,"required":["origins"],"properties":{"origins":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"headers":{"type":"array","items":{"type":"string","minLength":1}},"credentials":{"type":"boolean"},"max_age":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"}},"patternProperties":{"^x-":{}}}]},"rate_limit":{"type":"object","additionalProperties":false,"required":["requests"],"properties":{"requests":{"type":"integer","minimum":1,"maximum":100000},"per":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"burst":{"type":"integer","minimum":1,"maximum":100000},"header":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"}},"patternProperties":{"^x-":{}}},"trusted_proxies":{"type":"array","items":{"type":"string","minLength":1}},"proxy_protocol":{"type":"boolean"},"compression":{"type":"boolean"}},"patternProperties":{"^x-":{}}},"mode":{"type":"string","enum":["mock","static","proxy"]},"vars":{"type":"object"},"environments":{"type":"object","additionalProperties":{"type":"object"}},"target":{"type":"string","minLength":1},"endpoints":{"type":"object","patternProperties":{"^x-":{}},"additionalProperties":{"type":"object","additionalProperties":false,"properties":{"path":{"type":"string"},"methods":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"description":{"type":"string"},"mode":{"type":"string","enum":["mock","static","proxy"]},"mock":{"type":"object","additionalProperties":false,"properties":{"status":{"type":"integer","minimum":200,"maximum":599},"headers":{"type":"object","propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"anyOf":[{"type":["string","number","boolean"]},{"type":"array","items":{"type":["string","number","boolean"]}}]}},"body":{},"text":{"type":"string"},"file":{"type":"string","minLength":1},"delay":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"}},"patternProperties":{"^x-":{}}},"static":{"type":"object","additionalProperties":false,"required":["dir"],"properties":{"dir":{"type":"string","minLength":1},"index":{"type":"string","minLength":1},"fallback":{"type":"string","minLength":1},"headers":{"type":"object","propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"anyOf":[{"type":["string","number","boolean"]},{"type":"array","items":{"type":["string","number","boolean"]}}]}}},"patternProperties":{"^x-":{}}},"proxy":{"type":"object","additionalProperties":false,"required":["target"],"properties":{"target":{"type":"string","minLength":1},"strip_prefix":{"type":"string","minLength":1},"add_prefix":{"type":"string","minLength":1},"preserve_host":{"type":"boolean"},"headers":{"type":"object","propertyNames":{"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},"additionalProperties":{"anyOf":[{"type":["string","number","boolean"]},{"type":"array","items":{"type":["string","number","boolean"]}}]}},"remove_headers":{"type":"array","items":{"type":"string","pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"}},"timeouts":{"type":"object","additionalProperties":false,"properties":{"connect":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"first_byte":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"idle":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},"total":{"type":"string","pattern":"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"}},"patternProperties":{"^x-":{}}},"max_connections":{"type":"integer","minimum":1,"maximum":100000},"tls":{"type":"object","additionalProperties":false,"properties":{"verify":{"type":"boolean"},"ca":{"type":"string","minLength":1}},"patternProperties":{"^x-":{}}}},"patternProperties":{"^x-":{}}},"request":{"type":"object","additionalProperties":false,"properties":{"params":{"type":"object"},"query":{"type":"object"},"headers":{"type":"object"},"body":{"type":"object"}},"patternProperties":{"^x-":{}}},"response":{"type":"object","additionalProperties":false,"required":["schema"],"properties":{"schema":{"type":"object"},"validate":{"type":"string","enum":["off","log","fail"]}},"patternProperties":{"^x-":{}}}},"patternProperties":{"^x-":{}}}}},"patternProperties":{"^x-":{}}};
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
if(data7.tls !== undefined){
let data17 = data7.tls;
const _errs46 = errors;
let valid8 = false;
const _errs47 = errors;
if(typeof data17 !== "string"){
const err40 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(!((data17 === "auto") || (data17 === "off"))){
const err41 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema6.properties.server.properties.tls.anyOf[0].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
var _valid2 = _errs47 === errors;
valid8 = valid8 || _valid2;
if(!valid8){
const _errs49 = errors;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.cert === undefined){
const err42 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf/1/required",keyword:"required",params:{missingProperty: "cert"},message:"must have required property '"+"cert"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data17.key === undefined){
const err43 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf/1/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
for(const key2 in data17){
if(!(((key2 === "cert") || (key2 === "key")) || (pattern0.test(key2)))){
const err44 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data17.cert !== undefined){
if(typeof data17.cert !== "string"){
const err45 = {instancePath:instancePath+"/server/tls/cert",schemaPath:"#/properties/server/properties/tls/anyOf/1/properties/cert/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data17.key !== undefined){
if(typeof data17.key !== "string"){
const err46 = {instancePath:instancePath+"/server/tls/key",schemaPath:"#/properties/server/properties/tls/anyOf/1/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
var _valid2 = _errs49 === errors;
valid8 = valid8 || _valid2;
}
if(!valid8){
const err48 = {instancePath:instancePath+"/server/tls",schemaPath:"#/properties/server/properties/tls/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
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
if(data7.cors !== undefined){
let data20 = data7.cors;
const _errs57 = errors;
let valid10 = false;
const _errs58 = errors;
if(typeof data20 !== "boolean"){
const err49 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf/0/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
var _valid3 = _errs58 === errors;
valid10 = valid10 || _valid3;
if(!valid10){
const _errs60 = errors;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.origins === undefined){
const err50 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf/1/required",keyword:"required",params:{missingProperty: "origins"},message:"must have required property '"+"origins"+"'"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
for(const key3 in data20){
if(!(((((key3 === "origins") || (key3 === "headers")) || (key3 === "credentials")) || (key3 === "max_age")) || (pattern0.test(key3)))){
const err51 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data20.origins !== undefined){
let data21 = data20.origins;
if(Array.isArray(data21)){
if(data21.length < 1){
const err52 = {instancePath:instancePath+"/server/cors/origins",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/origins/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
const len2 = data21.length;
for(let i2=0; i2<len2; i2++){
let data22 = data21[i2];
if(typeof data22 === "string"){
if(data22.length < 1){
const err53 = {instancePath:instancePath+"/server/cors/origins/" + i2,schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/origins/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/server/cors/origins/" + i2,schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/origins/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/server/cors/origins",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/origins/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data20.headers !== undefined){
let data23 = data20.headers;
if(Array.isArray(data23)){
const len3 = data23.length;
for(let i3=0; i3<len3; i3++){
let data24 = data23[i3];
if(typeof data24 === "string"){
if(data24.length < 1){
const err56 = {instancePath:instancePath+"/server/cors/headers/" + i3,schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/headers/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/server/cors/headers/" + i3,schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/headers/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
else {
const err58 = {instancePath:instancePath+"/server/cors/headers",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/headers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data20.credentials !== undefined){
if(typeof data20.credentials !== "boolean"){
const err59 = {instancePath:instancePath+"/server/cors/credentials",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/credentials/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data20.max_age !== undefined){
let data26 = data20.max_age;
if(typeof data26 === "string"){
if(!pattern4.test(data26)){
const err60 = {instancePath:instancePath+"/server/cors/max_age",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/max_age/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/server/cors/max_age",schemaPath:"#/properties/server/properties/cors/anyOf/1/properties/max_age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
var _valid3 = _errs60 === errors;
valid10 = valid10 || _valid3;
}
if(!valid10){
const err63 = {instancePath:instancePath+"/server/cors",schemaPath:"#/properties/server/properties/cors/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
else {
errors = _errs57;
if(vErrors !== null){
if(_errs57){
vErrors.length = _errs57;
}
else {
vErrors = null;
}
}
}
}
if(data7.rate_limit !== undefined){
let data27 = data7.rate_limit;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.requests === undefined){
const err64 = {instancePath:instancePath+"/server/rate_limit",schemaPath:"#/properties/server/properties/rate_limit/required",keyword:"required",params:{missingProperty: "requests"},message:"must have required property '"+"requests"+"'"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
for(const key4 in data27){
if(!(((((key4 === "requests") || (key4 === "per")) || (key4 === "burst")) || (key4 === "header")) || (pattern0.test(key4)))){
const err65 = {instancePath:instancePath+"/server/rate_limit",schemaPath:"#/properties/server/properties/rate_limit/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data27.requests !== undefined){
let data28 = data27.requests;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err66 = {instancePath:instancePath+"/server/rate_limit/requests",schemaPath:"#/properties/server/properties/rate_limit/properties/requests/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 100000 || isNaN(data28)){
const err67 = {instancePath:instancePath+"/server/rate_limit/requests",schemaPath:"#/properties/server/properties/rate_limit/properties/requests/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(data28 < 1 || isNaN(data28)){
const err68 = {instancePath:instancePath+"/server/rate_limit/requests",schemaPath:"#/properties/server/properties/rate_limit/properties/requests/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
if(data27.per !== undefined){
let data29 = data27.per;
if(typeof data29 === "string"){
if(!pattern4.test(data29)){
const err69 = {instancePath:instancePath+"/server/rate_limit/per",schemaPath:"#/properties/server/properties/rate_limit/properties/per/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
else {
const err70 = {instancePath:instancePath+"/server/rate_limit/per",schemaPath:"#/properties/server/properties/rate_limit/properties/per/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data27.burst !== undefined){
let data30 = data27.burst;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err71 = {instancePath:instancePath+"/server/rate_limit/burst",schemaPath:"#/properties/server/properties/rate_limit/properties/burst/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 100000 || isNaN(data30)){
const err72 = {instancePath:instancePath+"/server/rate_limit/burst",schemaPath:"#/properties/server/properties/rate_limit/properties/burst/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(data30 < 1 || isNaN(data30)){
const err73 = {instancePath:instancePath+"/server/rate_limit/burst",schemaPath:"#/properties/server/properties/rate_limit/properties/burst/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
if(data27.header !== undefined){
let data31 = data27.header;
if(typeof data31 === "string"){
if(!pattern13.test(data31)){
const err74 = {instancePath:instancePath+"/server/rate_limit/header",schemaPath:"#/properties/server/properties/rate_limit/properties/header/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\""};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/server/rate_limit/header",schemaPath:"#/properties/server/properties/rate_limit/properties/header/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
else {
const err76 = {instancePath:instancePath+"/server/rate_limit",schemaPath:"#/properties/server/properties/rate_limit/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data7.trusted_proxies !== undefined){
let data32 = data7.trusted_proxies;
if(Array.isArray(data32)){
const len4 = data32.length;
for(let i4=0; i4<len4; i4++){
let data33 = data32[i4];
if(typeof data33 === "string"){
if(data33.length < 1){
const err77 = {instancePath:instancePath+"/server/trusted_proxies/" + i4,schemaPath:"#/properties/server/properties/trusted_proxies/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/server/trusted_proxies/" + i4,schemaPath:"#/properties/server/properties/trusted_proxies/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
else {
const err79 = {instancePath:instancePath+"/server/trusted_proxies",schemaPath:"#/properties/server/properties/trusted_proxies/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data7.proxy_protocol !== undefined){
if(typeof data7.proxy_protocol !== "boolean"){
const err80 = {instancePath:instancePath+"/server/proxy_protocol",schemaPath:"#/properties/server/properties/proxy_protocol/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data7.compression !== undefined){
if(typeof data7.compression !== "boolean"){
const err81 = {instancePath:instancePath+"/server/compression",schemaPath:"#/properties/server/properties/compression/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/server",schemaPath:"#/properties/server/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data.mode !== undefined){
let data36 = data.mode;
if(typeof data36 !== "string"){
const err83 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(!(((data36 === "mock") || (data36 === "static")) || (data36 === "proxy"))){
const err84 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema6.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data.vars !== undefined){
let data37 = data.vars;
if(!(data37 && typeof data37 == "object" && !Array.isArray(data37))){
const err85 = {instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.environments !== undefined){
let data38 = data.environments;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key5 in data38){
let data39 = data38[key5];
if(!(data39 && typeof data39 == "object" && !Array.isArray(data39))){
const err86 = {instancePath:instancePath+"/environments/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/environments/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
else {
const err87 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data.target !== undefined){
let data40 = data.target;
if(typeof data40 === "string"){
if(data40.length < 1){
const err88 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
else {
const err89 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data.endpoints !== undefined){
let data41 = data.endpoints;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
for(const key6 in data41){
if(!(pattern0.test(key6))){
let data42 = data41[key6];
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
for(const key7 in data42){
if(!((func2.call(schema6.properties.endpoints.additionalProperties.properties, key7)) || (pattern0.test(key7)))){
const err90 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data42.path !== undefined){
if(typeof data42.path !== "string"){
const err91 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/path",schemaPath:"#/properties/endpoints/additionalProperties/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data42.methods !== undefined){
let data44 = data42.methods;
if(Array.isArray(data44)){
if(data44.length < 1){
const err92 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods",schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
const len5 = data44.length;
for(let i5=0; i5<len5; i5++){
let data45 = data44[i5];
if(typeof data45 === "string"){
if(data45.length < 1){
const err93 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods/" + i5,schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
else {
const err94 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods/" + i5,schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
let i6 = data44.length;
let j0;
if(i6 > 1){
const indices0 = {};
for(;i6--;){
let item0 = data44[i6];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err95 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods",schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/uniqueItems",keyword:"uniqueItems",params:{i: i6, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i6+" are identical)"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
break;
}
indices0[item0] = i6;
}
}
}
else {
const err96 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/methods",schemaPath:"#/properties/endpoints/additionalProperties/properties/methods/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data42.description !== undefined){
if(typeof data42.description !== "string"){
const err97 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/description",schemaPath:"#/properties/endpoints/additionalProperties/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data42.mode !== undefined){
let data47 = data42.mode;
if(typeof data47 !== "string"){
const err98 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mode",schemaPath:"#/properties/endpoints/additionalProperties/properties/mode/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
if(!(((data47 === "mock") || (data47 === "static")) || (data47 === "proxy"))){
const err99 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mode",schemaPath:"#/properties/endpoints/additionalProperties/properties/mode/enum",keyword:"enum",params:{allowedValues: schema6.properties.endpoints.additionalProperties.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data42.mock !== undefined){
let data48 = data42.mock;
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
for(const key8 in data48){
if(!(((((((key8 === "status") || (key8 === "headers")) || (key8 === "body")) || (key8 === "text")) || (key8 === "file")) || (key8 === "delay")) || (pattern0.test(key8)))){
const err100 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data48.status !== undefined){
let data49 = data48.status;
if(!(((typeof data49 == "number") && (!(data49 % 1) && !isNaN(data49))) && (isFinite(data49)))){
const err101 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/status",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/status/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if((typeof data49 == "number") && (isFinite(data49))){
if(data49 > 599 || isNaN(data49)){
const err102 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/status",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/status/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},message:"must be <= 599"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if(data49 < 200 || isNaN(data49)){
const err103 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/status",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/status/minimum",keyword:"minimum",params:{comparison: ">=", limit: 200},message:"must be >= 200"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
if(data48.headers !== undefined){
let data50 = data48.headers;
if(data50 && typeof data50 == "object" && !Array.isArray(data50)){
for(const key9 in data50){
const _errs128 = errors;
if(typeof key9 === "string"){
if(!pattern13.test(key9)){
const err104 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\"",propertyName:key9};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
var valid26 = _errs128 === errors;
if(!valid26){
const err105 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key9},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
for(const key10 in data50){
let data51 = data50[key10];
const _errs131 = errors;
let valid28 = false;
const _errs132 = errors;
if(((typeof data51 !== "string") && (!((typeof data51 == "number") && (isFinite(data51))))) && (typeof data51 !== "boolean")){
const err106 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/additionalProperties/anyOf/0/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.mock.properties.headers.additionalProperties.anyOf[0].type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
var _valid4 = _errs132 === errors;
valid28 = valid28 || _valid4;
if(!valid28){
const _errs134 = errors;
if(Array.isArray(data51)){
const len6 = data51.length;
for(let i7=0; i7<len6; i7++){
let data52 = data51[i7];
if(((typeof data52 !== "string") && (!((typeof data52 == "number") && (isFinite(data52))))) && (typeof data52 !== "boolean")){
const err107 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i7,schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/additionalProperties/anyOf/1/items/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.mock.properties.headers.additionalProperties.anyOf[1].items.type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
}
else {
const err108 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
var _valid4 = _errs134 === errors;
valid28 = valid28 || _valid4;
}
if(!valid28){
const err109 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
else {
errors = _errs131;
if(vErrors !== null){
if(_errs131){
vErrors.length = _errs131;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err110 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
if(data48.text !== undefined){
if(typeof data48.text !== "string"){
const err111 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/text",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data48.file !== undefined){
let data54 = data48.file;
if(typeof data54 === "string"){
if(data54.length < 1){
const err112 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/file",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
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
const err113 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/file",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
if(data48.delay !== undefined){
let data55 = data48.delay;
if(typeof data55 === "string"){
if(!pattern4.test(data55)){
const err114 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/delay",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/delay/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
else {
const err115 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock/delay",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/properties/delay/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
}
else {
const err116 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/mock",schemaPath:"#/properties/endpoints/additionalProperties/properties/mock/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
if(data42.static !== undefined){
let data56 = data42.static;
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
if(data56.dir === undefined){
const err117 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/required",keyword:"required",params:{missingProperty: "dir"},message:"must have required property '"+"dir"+"'"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
for(const key11 in data56){
if(!(((((key11 === "dir") || (key11 === "index")) || (key11 === "fallback")) || (key11 === "headers")) || (pattern0.test(key11)))){
const err118 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
if(data56.dir !== undefined){
let data57 = data56.dir;
if(typeof data57 === "string"){
if(data57.length < 1){
const err119 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/dir",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/dir/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
else {
const err120 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/dir",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/dir/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
if(data56.index !== undefined){
let data58 = data56.index;
if(typeof data58 === "string"){
if(data58.length < 1){
const err121 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/index",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/index/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
else {
const err122 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/index",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/index/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
if(data56.fallback !== undefined){
let data59 = data56.fallback;
if(typeof data59 === "string"){
if(data59.length < 1){
const err123 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/fallback",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/fallback/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
else {
const err124 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/fallback",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/fallback/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
if(data56.headers !== undefined){
let data60 = data56.headers;
if(data60 && typeof data60 == "object" && !Array.isArray(data60)){
for(const key12 in data60){
const _errs155 = errors;
if(typeof key12 === "string"){
if(!pattern13.test(key12)){
const err125 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\"",propertyName:key12};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
var valid32 = _errs155 === errors;
if(!valid32){
const err126 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key12},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
for(const key13 in data60){
let data61 = data60[key13];
const _errs158 = errors;
let valid34 = false;
const _errs159 = errors;
if(((typeof data61 !== "string") && (!((typeof data61 == "number") && (isFinite(data61))))) && (typeof data61 !== "boolean")){
const err127 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/additionalProperties/anyOf/0/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.static.properties.headers.additionalProperties.anyOf[0].type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
var _valid5 = _errs159 === errors;
valid34 = valid34 || _valid5;
if(!valid34){
const _errs161 = errors;
if(Array.isArray(data61)){
const len7 = data61.length;
for(let i8=0; i8<len7; i8++){
let data62 = data61[i8];
if(((typeof data62 !== "string") && (!((typeof data62 == "number") && (isFinite(data62))))) && (typeof data62 !== "boolean")){
const err128 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers/" + key13.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i8,schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/additionalProperties/anyOf/1/items/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.static.properties.headers.additionalProperties.anyOf[1].items.type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
}
else {
const err129 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
var _valid5 = _errs161 === errors;
valid34 = valid34 || _valid5;
}
if(!valid34){
const err130 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
else {
errors = _errs158;
if(vErrors !== null){
if(_errs158){
vErrors.length = _errs158;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err131 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
}
else {
const err132 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/static",schemaPath:"#/properties/endpoints/additionalProperties/properties/static/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
if(data42.proxy !== undefined){
let data63 = data42.proxy;
if(data63 && typeof data63 == "object" && !Array.isArray(data63)){
if(data63.target === undefined){
const err133 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/required",keyword:"required",params:{missingProperty: "target"},message:"must have required property '"+"target"+"'"};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
for(const key14 in data63){
if(!((func2.call(schema6.properties.endpoints.additionalProperties.properties.proxy.properties, key14)) || (pattern0.test(key14)))){
const err134 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
if(data63.target !== undefined){
let data64 = data63.target;
if(typeof data64 === "string"){
if(data64.length < 1){
const err135 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/target",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/target/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
else {
const err136 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/target",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
if(data63.strip_prefix !== undefined){
let data65 = data63.strip_prefix;
if(typeof data65 === "string"){
if(data65.length < 1){
const err137 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/strip_prefix",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/strip_prefix/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
else {
const err138 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/strip_prefix",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/strip_prefix/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
if(data63.add_prefix !== undefined){
let data66 = data63.add_prefix;
if(typeof data66 === "string"){
if(data66.length < 1){
const err139 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/add_prefix",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/add_prefix/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
else {
const err140 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/add_prefix",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/add_prefix/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
if(data63.preserve_host !== undefined){
if(typeof data63.preserve_host !== "boolean"){
const err141 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/preserve_host",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/preserve_host/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
if(data63.headers !== undefined){
let data68 = data63.headers;
if(data68 && typeof data68 == "object" && !Array.isArray(data68)){
for(const key15 in data68){
const _errs178 = errors;
if(typeof key15 === "string"){
if(!pattern13.test(key15)){
const err142 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\"",propertyName:key15};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
var valid38 = _errs178 === errors;
if(!valid38){
const err143 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key15},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
for(const key16 in data68){
let data69 = data68[key16];
const _errs181 = errors;
let valid40 = false;
const _errs182 = errors;
if(((typeof data69 !== "string") && (!((typeof data69 == "number") && (isFinite(data69))))) && (typeof data69 !== "boolean")){
const err144 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers/" + key16.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/additionalProperties/anyOf/0/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.proxy.properties.headers.additionalProperties.anyOf[0].type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
var _valid6 = _errs182 === errors;
valid40 = valid40 || _valid6;
if(!valid40){
const _errs184 = errors;
if(Array.isArray(data69)){
const len8 = data69.length;
for(let i9=0; i9<len8; i9++){
let data70 = data69[i9];
if(((typeof data70 !== "string") && (!((typeof data70 == "number") && (isFinite(data70))))) && (typeof data70 !== "boolean")){
const err145 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers/" + key16.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i9,schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/additionalProperties/anyOf/1/items/type",keyword:"type",params:{type: schema6.properties.endpoints.additionalProperties.properties.proxy.properties.headers.additionalProperties.anyOf[1].items.type},message:"must be string,number,boolean"};
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
const err146 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers/" + key16.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
var _valid6 = _errs184 === errors;
valid40 = valid40 || _valid6;
}
if(!valid40){
const err147 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers/" + key16.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/additionalProperties/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
else {
errors = _errs181;
if(vErrors !== null){
if(_errs181){
vErrors.length = _errs181;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err148 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
if(data63.remove_headers !== undefined){
let data71 = data63.remove_headers;
if(Array.isArray(data71)){
const len9 = data71.length;
for(let i10=0; i10<len9; i10++){
let data72 = data71[i10];
if(typeof data72 === "string"){
if(!pattern13.test(data72)){
const err149 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/remove_headers/" + i10,schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/remove_headers/items/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},message:"must match pattern \""+"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"+"\""};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
else {
const err150 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/remove_headers/" + i10,schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/remove_headers/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
}
else {
const err151 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/remove_headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/remove_headers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
if(data63.timeouts !== undefined){
let data73 = data63.timeouts;
if(data73 && typeof data73 == "object" && !Array.isArray(data73)){
for(const key17 in data73){
if(!(((((key17 === "connect") || (key17 === "first_byte")) || (key17 === "idle")) || (key17 === "total")) || (pattern0.test(key17)))){
const err152 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
if(data73.connect !== undefined){
let data74 = data73.connect;
if(typeof data74 === "string"){
if(!pattern4.test(data74)){
const err153 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/connect",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/connect/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
else {
const err154 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/connect",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/connect/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
if(data73.first_byte !== undefined){
let data75 = data73.first_byte;
if(typeof data75 === "string"){
if(!pattern4.test(data75)){
const err155 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/first_byte",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/first_byte/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
}
else {
const err156 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/first_byte",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/first_byte/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
if(data73.idle !== undefined){
let data76 = data73.idle;
if(typeof data76 === "string"){
if(!pattern4.test(data76)){
const err157 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/idle",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/idle/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
else {
const err158 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/idle",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/idle/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
if(data73.total !== undefined){
let data77 = data73.total;
if(typeof data77 === "string"){
if(!pattern4.test(data77)){
const err159 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/total",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/total/pattern",keyword:"pattern",params:{pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$"},message:"must match pattern \""+"^\\d+(\\.\\d+)?(ms|s|m|h|d)$"+"\""};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
else {
const err160 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts/total",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/properties/total/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
}
}
else {
const err161 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/timeouts",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/timeouts/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
}
if(data63.max_connections !== undefined){
let data78 = data63.max_connections;
if(!(((typeof data78 == "number") && (!(data78 % 1) && !isNaN(data78))) && (isFinite(data78)))){
const err162 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/max_connections",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/max_connections/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
if((typeof data78 == "number") && (isFinite(data78))){
if(data78 > 100000 || isNaN(data78)){
const err163 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/max_connections",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/max_connections/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000"};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
if(data78 < 1 || isNaN(data78)){
const err164 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/max_connections",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/max_connections/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
}
}
if(data63.tls !== undefined){
let data79 = data63.tls;
if(data79 && typeof data79 == "object" && !Array.isArray(data79)){
for(const key18 in data79){
if(!(((key18 === "verify") || (key18 === "ca")) || (pattern0.test(key18)))){
const err165 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
if(data79.verify !== undefined){
if(typeof data79.verify !== "boolean"){
const err166 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls/verify",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/properties/verify/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
if(data79.ca !== undefined){
let data81 = data79.ca;
if(typeof data81 === "string"){
if(data81.length < 1){
const err167 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls/ca",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/properties/ca/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
}
else {
const err168 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls/ca",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/properties/ca/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
}
else {
const err169 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy/tls",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/properties/tls/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
}
else {
const err170 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/proxy",schemaPath:"#/properties/endpoints/additionalProperties/properties/proxy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
}
if(data42.request !== undefined){
let data82 = data42.request;
if(data82 && typeof data82 == "object" && !Array.isArray(data82)){
for(const key19 in data82){
if(!(((((key19 === "params") || (key19 === "query")) || (key19 === "headers")) || (key19 === "body")) || (pattern0.test(key19)))){
const err171 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/request",schemaPath:"#/properties/endpoints/additionalProperties/properties/request/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
if(data82.params !== undefined){
let data83 = data82.params;
if(!(data83 && typeof data83 == "object" && !Array.isArray(data83))){
const err172 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/request/params",schemaPath:"#/properties/endpoints/additionalProperties/properties/request/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
if(data82.query !== undefined){
let data84 = data82.query;
if(!(data84 && typeof data84 == "object" && !Array.isArray(data84))){
const err173 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/request/query",schemaPath:"#/properties/endpoints/additionalProperties/properties/request/properties/query/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
if(data82.headers !== undefined){
let data85 = data82.headers;
if(!(data85 && typeof data85 == "object" && !Array.isArray(data85))){
const err174 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/request/headers",schemaPath:"#/properties/endpoints/additionalProperties/properties/request/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
}
if(data82.body !== undefined){
let data86 = data82.body;
if(!(data86 && typeof data86 == "object" && !Array.isArray(data86))){
const err175 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/request/body",schemaPath:"#/properties/endpoints/additionalProperties/properties/request/properties/body/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
}
}
else {
const err176 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/request",schemaPath:"#/properties/endpoints/additionalProperties/properties/request/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
}
if(data42.response !== undefined){
let data87 = data42.response;
if(data87 && typeof data87 == "object" && !Array.isArray(data87)){
if(data87.schema === undefined){
const err177 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/response",schemaPath:"#/properties/endpoints/additionalProperties/properties/response/required",keyword:"required",params:{missingProperty: "schema"},message:"must have required property '"+"schema"+"'"};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
for(const key20 in data87){
if(!(((key20 === "schema") || (key20 === "validate")) || (pattern0.test(key20)))){
const err178 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/response",schemaPath:"#/properties/endpoints/additionalProperties/properties/response/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key20},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
}
if(data87.schema !== undefined){
let data88 = data87.schema;
if(!(data88 && typeof data88 == "object" && !Array.isArray(data88))){
const err179 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/response/schema",schemaPath:"#/properties/endpoints/additionalProperties/properties/response/properties/schema/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
if(data87.validate !== undefined){
let data89 = data87.validate;
if(typeof data89 !== "string"){
const err180 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/response/validate",schemaPath:"#/properties/endpoints/additionalProperties/properties/response/properties/validate/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
if(!(((data89 === "off") || (data89 === "log")) || (data89 === "fail"))){
const err181 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/response/validate",schemaPath:"#/properties/endpoints/additionalProperties/properties/response/properties/validate/enum",keyword:"enum",params:{allowedValues: schema6.properties.endpoints.additionalProperties.properties.response.properties.validate.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
}
else {
const err182 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/response",schemaPath:"#/properties/endpoints/additionalProperties/properties/response/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
}
}
else {
const err183 = {instancePath:instancePath+"/endpoints/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/endpoints/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
}
}
}
else {
const err184 = {instancePath:instancePath+"/endpoints",schemaPath:"#/properties/endpoints/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
}
else {
const err185 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}

